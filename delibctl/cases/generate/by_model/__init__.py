"""Prompts that a model writes for a clause, each checked by a second question.

The writer is shown the clause, its neighbours and a description of the kind, and is asked for
varied prompts. A reader then says of each prompt whether it is a fair test of the clause, and why
if it is not; unfair prompts are dropped and listed.
"""

from delibctl.cases.generate.by_model.batch import Batch, Noted, writing
from delibctl.cases.generate.by_model.job import KINDS, Job, jobs

__all__ = ["KINDS", "Batch", "Job", "Noted", "jobs", "writing"]
