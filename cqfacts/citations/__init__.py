"""Write citations: text, BibTeX, RIS, CSL-JSON and the styles of publishers. `styles` lists them."""
