"""Two of a kind, held against each other: data only."""
