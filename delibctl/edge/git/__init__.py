"""Git: the repository, and files as they were in a revision."""
