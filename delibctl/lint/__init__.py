"""Lint: an engine, and one rule to a file."""

from delibctl.lint.comments import suppressions
from delibctl.lint.engine import Report, Suppressed, lint
from delibctl.lint.meaning import means_the_same
from delibctl.lint.outline import Thresholds
from delibctl.lint.registry import RULES, Registered, codes_of
from delibctl.lint.rule import CommentRule, FileRule, Finding, Fixes, Hit, Level, PolicyRule, Rule
from delibctl.lint.selection import SOUND, Options

__all__ = [
    "RULES",
    "SOUND",
    "CommentRule",
    "FileRule",
    "Finding",
    "Fixes",
    "Hit",
    "Level",
    "Options",
    "PolicyRule",
    "Registered",
    "Report",
    "Rule",
    "Suppressed",
    "Thresholds",
    "codes_of",
    "lint",
    "means_the_same",
    "suppressions",
]
