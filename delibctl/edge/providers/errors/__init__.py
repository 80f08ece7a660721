"""Failures read from responses without a completion."""
