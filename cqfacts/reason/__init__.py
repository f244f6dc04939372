"""Reason about facts: compare them, imply others, find conflicts. Pure functions from records to records."""
