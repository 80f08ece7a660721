"""Screens on a terminal: the progress of a command, and the screens of `review`."""
