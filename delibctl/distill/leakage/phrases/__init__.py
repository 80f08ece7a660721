"""The phrases of each language: patterns of normalised text, which is case folded."""
