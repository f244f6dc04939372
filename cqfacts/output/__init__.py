"""Write answers: for a terminal, as Markdown, JSON, CSV, SVG."""
