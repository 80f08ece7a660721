"""Running a plan: the engine, and what it makes of failures and of leaked prompts."""

from delibctl.run.doubts import Stopped
from delibctl.run.engine import Setting, run, trial_keys

__all__ = ["Setting", "Stopped", "run", "trial_keys"]
