"""What follows from facts: pure functions from facts to verdicts and changes."""
