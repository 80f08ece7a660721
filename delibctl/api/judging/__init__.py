"""Judging answers: by models, by people, and one held against the other."""
