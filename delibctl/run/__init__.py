"""Running a plan: the engine, what stops it, and what it would ask."""

from delibctl.run.doubts import Stopped
from delibctl.run.engine import Setting, run, trial_keys
from delibctl.run.estimate import estimate, total
from delibctl.run.forecast import Forecast, forecast
from delibctl.run.halt import Halted, Unmeasured
from delibctl.run.limits import Purse, tokens_of, until
from delibctl.run.why import REUSED, Earlier, why

__all__ = [
    "REUSED",
    "Earlier",
    "Forecast",
    "Halted",
    "Purse",
    "Setting",
    "Stopped",
    "Unmeasured",
    "estimate",
    "forecast",
    "run",
    "tokens_of",
    "total",
    "trial_keys",
    "until",
    "why",
]
