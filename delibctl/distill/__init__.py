"""Training data from judged trials: what is kept, what is dropped and why, and its formats."""
