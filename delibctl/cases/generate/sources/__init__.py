"""Strategies that start from what stands in a clause.

Each is a file with a KIND and a function `make`, from a Source to drafts. Its documentation is what
`delibctl generate --list` shows.
"""
