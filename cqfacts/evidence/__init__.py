"""Hold records against documents: figures and times in text, quotations, wording. Knows nothing of files of a base."""
