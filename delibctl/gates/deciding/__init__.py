"""Which repeats would decide the gates on two runs: asked a few at a time, until they are."""

from delibctl.gates.deciding.decide import Ask, Decision, decide, fixed_repeats

__all__ = ["Ask", "Decision", "decide", "fixed_repeats"]
