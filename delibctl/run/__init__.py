"""Running a plan: its trials, what it would ask, and why. `live` asks."""

from delibctl.run.budget import Budget
from delibctl.run.circuit_breaker import Stopped, advice
from delibctl.run.estimate import estimate, estimated, tokens_of, total
from delibctl.run.forecast import Forecast, forecast
from delibctl.run.from_cache import Tally, replay
from delibctl.run.judge_tasks import JudgeTask, judge_tasks
from delibctl.run.leaks import Leaks
from delibctl.run.limits_reached import BudgetSpent, LimitReached
from delibctl.run.reasons import REUSED, Earlier, why
from delibctl.run.trial import TrialRunner
from delibctl.run.trial_keys import planned_trials

__all__ = [
    "REUSED",
    "Budget",
    "BudgetSpent",
    "Earlier",
    "Forecast",
    "JudgeTask",
    "Leaks",
    "LimitReached",
    "Stopped",
    "Tally",
    "TrialRunner",
    "advice",
    "estimate",
    "estimated",
    "forecast",
    "judge_tasks",
    "planned_trials",
    "replay",
    "tokens_of",
    "total",
    "why",
]
