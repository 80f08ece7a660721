"""What asks: many questions at once, and what stops them.

Apart from the rest of a run, which needs no event loop: where every answer is kept, none is loaded.
"""

from delibctl.run.live.engine import Setting, run
from delibctl.run.live.judges import judge_all
from delibctl.run.live.limits import Purse, until
from delibctl.run.live.together import together

__all__ = ["Purse", "Setting", "judge_all", "run", "together", "until"]
