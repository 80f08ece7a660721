"""Asking: many questions at once, and the limits that stop them.

Separate from the rest of a run: if every answer is cached, no event loop is loaded.
"""

from delibctl.run.live.ask_judges import judge_all, judge_failed
from delibctl.run.live.ask_tasks import ask_tasks, converse
from delibctl.run.live.deadline import with_deadline
from delibctl.run.live.engine import RunSetup, run_trials
from delibctl.run.live.retry_paid import retry_paid
from delibctl.run.live.task_group import run_concurrently

__all__ = [
    "RunSetup",
    "ask_tasks",
    "converse",
    "judge_all",
    "judge_failed",
    "retry_paid",
    "run_concurrently",
    "run_trials",
    "with_deadline",
]
