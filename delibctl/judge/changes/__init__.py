"""A model's votes on the direction of a change of words in a policy."""
