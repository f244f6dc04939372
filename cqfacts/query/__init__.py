"""Look up facts: `catalogue` by name, `search` by words. Returns entries and facts, prints nothing."""
