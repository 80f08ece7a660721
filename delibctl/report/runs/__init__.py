"""A list of runs."""
