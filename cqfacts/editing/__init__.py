"""Add entries to a base: under one lock a base, checked with the whole of it, one file replaced."""
