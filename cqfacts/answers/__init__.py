"""One record for each kind of answer, and the contract of the output."""
