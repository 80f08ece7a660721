"""Rows that a person is asked to accept."""
