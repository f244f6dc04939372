"""The things that cqfacts speaks about: periods, quantities, facts, the vocabulary, findings. No input or output."""
