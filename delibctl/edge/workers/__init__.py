"""Processes that ask models side by side."""
