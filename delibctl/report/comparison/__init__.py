"""Two runs: what changed clause by clause, and the gates."""
