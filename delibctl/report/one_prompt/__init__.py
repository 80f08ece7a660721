"""One prompt, and what came of it."""
