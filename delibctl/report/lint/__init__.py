"""The findings of lint."""
