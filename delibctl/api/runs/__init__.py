"""Runs: reading, comparing and removing them."""
