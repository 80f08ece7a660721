"""What asks: many questions at once, and what stops them.

Apart from the rest of a run, which needs no event loop: where every answer is kept, none is loaded.
"""

from delibctl.run.live.again import asked_again
from delibctl.run.live.engine import Setting, run
from delibctl.run.live.judges import judge_all
from delibctl.run.live.limits import until
from delibctl.run.live.together import together

__all__ = ["Setting", "asked_again", "judge_all", "run", "together", "until"]
