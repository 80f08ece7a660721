"""Replies read from the bodies of completions."""
