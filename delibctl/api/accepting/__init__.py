"""Accepted runs: the rows that a person accepted, in git, and the run that they make."""
