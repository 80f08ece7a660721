"""One run scored: each trial held against its case, and the figures over all trials."""
