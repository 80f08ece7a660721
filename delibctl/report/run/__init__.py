"""A run: its misses and its figures."""
