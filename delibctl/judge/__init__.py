"""Judges: what an answer did, seen without its label."""

from delibctl.judge.patterns import observe

__all__ = ["observe"]
