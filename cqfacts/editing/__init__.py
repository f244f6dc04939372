"""Add entries to a base."""
