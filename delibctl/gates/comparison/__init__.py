"""Gates on two runs: each passes, fails or is undecided, and says what it could have shown."""
