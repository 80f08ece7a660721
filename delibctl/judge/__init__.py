"""Judges of answers: `patterns` judges by words alone, a model by the policy."""

from delibctl.judge.families import family
from delibctl.judge.judging import Judging, judging, opening, unreadable
from delibctl.judge.patterns import NAME as PATTERNS
from delibctl.judge.patterns import observe
from delibctl.judge.prompt import VERDICT_SCHEMA

__all__ = [
    "PATTERNS",
    "VERDICT_SCHEMA",
    "Judging",
    "family",
    "judging",
    "observe",
    "opening",
    "unreadable",
]
