"""Models over the network. Only this room imports litellm."""
