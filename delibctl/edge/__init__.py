"""The outside world, one effect to a file."""
