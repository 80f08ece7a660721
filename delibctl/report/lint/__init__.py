"""Findings of lint."""
