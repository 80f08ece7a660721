"""Asking models: a probe from its options to its run, and one prompt alone."""
