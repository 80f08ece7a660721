"""A run: its trials, the questions it would ask, and the reasons for them. `live` asks."""
