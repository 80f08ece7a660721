"""Judges of answers: `patterns` judges by words alone, a model by the policy."""
