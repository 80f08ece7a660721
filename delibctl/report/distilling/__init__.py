"""What became of the trials of a distilled run."""
