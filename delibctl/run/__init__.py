"""Running a plan: its trials, what it would ask, and why. `live` asks."""

from delibctl.run.budget import Budget
from delibctl.run.circuit_breaker import ModelFailed, advice
from delibctl.run.estimate import estimate, estimate_questions, prompt_tokens, total
from delibctl.run.forecast import Forecast, forecast
from delibctl.run.judge_tasks import JudgeTask, judge_tasks
from delibctl.run.leaks import Leaks
from delibctl.run.limits_reached import BudgetSpent, LimitReached
from delibctl.run.reasons import REUSED, EarlierRun, why
from delibctl.run.replay import Tally, replay
from delibctl.run.trial import TrialRunner
from delibctl.run.trial_keys import planned_trials

__all__ = [
    "REUSED",
    "Budget",
    "BudgetSpent",
    "EarlierRun",
    "Forecast",
    "JudgeTask",
    "Leaks",
    "LimitReached",
    "ModelFailed",
    "Tally",
    "TrialRunner",
    "advice",
    "estimate",
    "estimate_questions",
    "forecast",
    "judge_tasks",
    "planned_trials",
    "prompt_tokens",
    "replay",
    "total",
    "why",
]
