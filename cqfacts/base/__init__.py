"""Read a base from YAML: files, nodes, entries, rules, findings. The only importer of yaml beside editing."""
