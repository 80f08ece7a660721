"""The files of accepted rows, below `accepted/`."""
