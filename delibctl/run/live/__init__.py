"""What asks: many questions at once, and what stops them.

Apart from the rest of a run, which needs no event loop: where every answer is kept, none is loaded.
"""

from delibctl.run.live.deadline import until
from delibctl.run.live.engine import RunSetup, run
from delibctl.run.live.judges import judge_all
from delibctl.run.live.retry_paid import retry_paid
from delibctl.run.live.task_group import together

__all__ = ["RunSetup", "judge_all", "retry_paid", "run", "together", "until"]
