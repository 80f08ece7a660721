"""A policy as a reward for reinforcement learning."""
