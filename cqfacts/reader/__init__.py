"""The one reader of figures and times in text: check, verify, `new` and search stand on it."""
