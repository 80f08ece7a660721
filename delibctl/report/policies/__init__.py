"""The changes between two policies."""
