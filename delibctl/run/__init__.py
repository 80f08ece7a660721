"""A run: its trials, the questions it would ask, and the reasons for them. `live` asks."""

from delibctl.run.budget import Budget
from delibctl.run.circuit_breaker import ModelFailed, advice
from delibctl.run.estimate import estimate_questions, estimate_trials, prompt_tokens, total_price
from delibctl.run.forecast import Forecast, forecast_trial
from delibctl.run.judge_tasks import JudgeTask, judge_tasks
from delibctl.run.leaks import Leaks
from delibctl.run.limits_reached import BudgetSpent, LimitReached
from delibctl.run.meter import Meter
from delibctl.run.reasons import CACHED, EarlierRun, reasons_to_ask
from delibctl.run.replay import Tally, replay
from delibctl.run.trial import TrialRunner
from delibctl.run.trial_keys import planned_trials

__all__ = [
    "CACHED",
    "Budget",
    "BudgetSpent",
    "EarlierRun",
    "Forecast",
    "JudgeTask",
    "Leaks",
    "LimitReached",
    "Meter",
    "ModelFailed",
    "Tally",
    "TrialRunner",
    "advice",
    "estimate_questions",
    "estimate_trials",
    "forecast_trial",
    "judge_tasks",
    "planned_trials",
    "prompt_tokens",
    "reasons_to_ask",
    "replay",
    "total_price",
]
