"""The version, which the names of cached indexes hold."""

__version__ = "0.1.0"
