"""The command line: parse, ask, present, exit."""

from cqfacts.cli.main import main

__all__ = ["main"]
