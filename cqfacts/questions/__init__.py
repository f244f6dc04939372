"""Understand a question and find the facts that answer it."""
