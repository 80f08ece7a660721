"""Lint: an engine, and one rule to a file."""

from delibctl.lint.engine import Report, lint
from delibctl.lint.registry import RULES
from delibctl.lint.rule import FileRule, Finding, Hit, Level, PolicyRule

__all__ = [
    "RULES",
    "FileRule",
    "Finding",
    "Hit",
    "Level",
    "PolicyRule",
    "Report",
    "lint",
]
