"""Answers that are kept, so that an unchanged question is asked once."""
