"""The run file: its schema, and reading, writing, listing and removing runs."""
