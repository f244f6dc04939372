"""The command line: parse, ask, present, exit. A Tab needs `completion` alone, so nothing is imported here."""
