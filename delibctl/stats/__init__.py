"""Statistics: shares with intervals, and agreement."""
