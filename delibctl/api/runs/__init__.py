"""Runs: comparing and deleting them."""
