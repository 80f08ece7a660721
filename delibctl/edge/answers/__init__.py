"""The cache of answers: an unchanged question is asked only once."""
