"""Asking two runs again until the gates on them are decided."""
