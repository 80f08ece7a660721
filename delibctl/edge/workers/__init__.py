"""Worker processes that ask models in parallel, for servers faster than one process."""
