"""Which clauses have cases."""
