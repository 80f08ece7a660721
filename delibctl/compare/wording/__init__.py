"""Two wordings of one text: which words changed, and in which direction."""
