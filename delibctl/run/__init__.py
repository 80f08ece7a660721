"""Running a plan: its trials, what it would ask, and why. `live` asks."""

from delibctl.run.doubts import Stopped, advice
from delibctl.run.estimate import estimate, estimated, tokens_of, total
from delibctl.run.forecast import Forecast, forecast
from delibctl.run.halt import Halted, OutOfMoney
from delibctl.run.keys import trial_keys
from delibctl.run.leaks import Leaks
from delibctl.run.looks import Look, looks
from delibctl.run.purse import Purse
from delibctl.run.sift import Tally, sift
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
    "Stopped",
    "Tally",
    "Trier",
    "advice",
    "estimate",
    "estimated",
    "forecast",
    "looks",
    "sift",
    "tokens_of",
    "total",
    "trial_keys",
    "why",
]
