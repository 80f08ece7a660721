"""Prompts that a model writes for a clause, and a second question that doubts each of them.

The writer is given the clause, what governs beside it, and what a prompt of the kind is, and is
asked for variety. Each prompt is then put to a reader, who says whether it is a fair test of that
clause, and why where it is not; such prompts are dropped and listed.
"""

from delibctl.cases.generate.by_model.batch import Batch, Unfair, writing
from delibctl.cases.generate.by_model.job import KINDS, Job, jobs

__all__ = ["KINDS", "Batch", "Job", "Unfair", "jobs", "writing"]
