"""What a terminal shows while a command runs: progress, and the screens of `review`."""
