"""Write citations: text, BibTeX, RIS, and the styles of CSL."""
