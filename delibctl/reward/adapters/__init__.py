"""Rewards as trainers call them, one trainer to a file. None imports its trainer."""
