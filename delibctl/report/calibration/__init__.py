"""Judges held against labels."""
