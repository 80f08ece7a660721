"""The embedded baseline, which needs no key and no network."""
