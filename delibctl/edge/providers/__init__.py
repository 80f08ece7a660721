"""Models over the network. No other package imports litellm."""
