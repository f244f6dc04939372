"""Hold a base against its documents: figures and times in text, quotations, wording."""
