"""The built-in baseline, which needs neither a key nor a network."""
