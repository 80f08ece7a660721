"""One run in groups, side by side; for models also where they disagree about a clause."""
