"""Asking: many questions at once, and the limits that stop them.

Separate from the rest of a run: if every answer is cached, no event loop is loaded.
"""

from delibctl.run.live.ask_judges import judge_all
from delibctl.run.live.deadline import with_deadline
from delibctl.run.live.engine import RunSetup, run_trials
from delibctl.run.live.retry_paid import retry_paid
from delibctl.run.live.task_group import run_concurrently

__all__ = [
    "RunSetup",
    "judge_all",
    "retry_paid",
    "run_concurrently",
    "run_trials",
    "with_deadline",
]
