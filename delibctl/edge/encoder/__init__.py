"""The sentence encoder of the extra `delibctl[semantic]`, which runs on this machine."""
