"""Which repeats would decide the gates on two runs: asked a few at a time, until they are."""

from delibctl.gates.deciding.decide import Ask, Decision, decide, fixed_repeats
from delibctl.gates.deciding.looks import Looks
from delibctl.gates.deciding.stored import check_stored

__all__ = ["Ask", "Decision", "Looks", "check_stored", "decide", "fixed_repeats"]
