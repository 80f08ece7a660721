"""One prompt and its result."""
