"""Strategies that start from the text of a clause.

Each is a file with a KIND and a function `make` that yields drafts from a Source. `delibctl
generate --list` shows its documentation.
"""
