"""delibctl: lint a safety policy, probe models against it, diff the clauses they cite."""

__version__ = "0.1.0"
