"""Two runs of a policy, before and after an edit, held against each other case by case."""
