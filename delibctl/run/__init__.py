"""Running a plan: the engine, what stops it, and what it would ask."""

from delibctl.run.doubts import Stopped, advice
from delibctl.run.engine import Setting, run, trial_keys
from delibctl.run.estimate import estimate, estimated, total
from delibctl.run.forecast import Forecast, forecast
from delibctl.run.halt import Halted, OutOfMoney
from delibctl.run.leaks import Leaks
from delibctl.run.limits import Purse, tokens_of, until
from delibctl.run.looks import Look, judge_all, looks
from delibctl.run.sift import Tally, sift
from delibctl.run.together import together
from delibctl.run.trial import Trier
from delibctl.run.why import REUSED, Earlier, why

__all__ = [
    "REUSED",
    "Earlier",
    "Forecast",
    "Halted",
    "Leaks",
    "Look",
    "OutOfMoney",
    "Purse",
    "Setting",
    "Stopped",
    "Tally",
    "Trier",
    "advice",
    "estimate",
    "estimated",
    "forecast",
    "judge_all",
    "looks",
    "run",
    "sift",
    "together",
    "tokens_of",
    "total",
    "trial_keys",
    "until",
    "why",
]
