"""Judging answers by models and people, and measuring their agreement."""
