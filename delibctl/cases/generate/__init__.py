"""Generating draft cases from a policy, for a person to accept or reject."""

from delibctl.cases.generate.by_model import Batch, Job, Noted, jobs, writing
from delibctl.cases.generate.engine import DraftOptions, Generated, generate, sources
from delibctl.cases.generate.strategies import STRATEGIES, Strategy

__all__ = [
    "STRATEGIES",
    "Batch",
    "DraftOptions",
    "Generated",
    "Job",
    "Noted",
    "Strategy",
    "generate",
    "jobs",
    "sources",
    "writing",
]
