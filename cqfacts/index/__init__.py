"""The base as one SQLite database, the one place that every look-up reads.

A look-up goes down: `catalogue` (names that people use), `store` (which database: kept, mended or new; with `cache`,
`freshness`, `manifest`, `databases`), `read` (records), `tables` (rows), `rows` (records as texts). Making an index goes the
other way: `build` (with `search_words`, `conflicts`), `layout` (tables and columns), `rows`. After an edit of a base, `build_edits` makes
a small database of the changed files alone, and `edits` reads it together with the whole one; nothing else knows of that.
"""
