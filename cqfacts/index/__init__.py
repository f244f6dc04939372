"""The base as one SQLite database, the one place that every look-up reads.

`build` puts a loaded base into it, `read` gets facts back; a look-up needs only the second.
"""
