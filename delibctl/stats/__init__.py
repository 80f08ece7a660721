"""Shares and their intervals."""
