"""One rule to a file. A docstring says what, why, what fails, what passes, and how to mend it."""
