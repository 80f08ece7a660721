"""The options of commands, in groups."""
