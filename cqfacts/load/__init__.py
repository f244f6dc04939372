"""From YAML files to frozen records, with every finding in place. The only room that knows YAML."""

from cqfacts.load.base import Base, load_base

__all__ = ["Base", "load_base"]
