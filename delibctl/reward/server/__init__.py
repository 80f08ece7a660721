"""The reward over HTTP, for trainers on other machines: the extra `delibctl[serve]`."""
