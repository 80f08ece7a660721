"""Accepted rows: what a run showed of each case, as text in git, without prompts and answers."""
