"""Checking an installation: its configuration, models and folders."""
