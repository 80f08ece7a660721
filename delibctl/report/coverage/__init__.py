"""The clauses that cases cover."""
