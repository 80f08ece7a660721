"""Distilling a run into training data."""
