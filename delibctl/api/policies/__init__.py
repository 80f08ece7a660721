"""Policies: loading, linting, fixing, importing and comparing them."""
