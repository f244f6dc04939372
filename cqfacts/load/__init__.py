"""From YAML files to frozen entries, with every finding in place. The only room that knows YAML."""
