"""Asking: many questions at once, and the limits that stop them.

Separate from the rest of a run: if every answer is cached, no event loop is loaded.
"""
