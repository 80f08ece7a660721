"""The checks of `delibctl doctor`."""
