"""How many lines of Python a call executes: the same on a busy machine as on an idle one."""

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from types import FrameType
from typing import Any

#: Lines that an operation takes for whatever text.
FIXED = 2_000


def lines_of(function: Callable[[], object]) -> int:
    """Return how many lines of Python a call executes."""
    lines = 0

    def trace(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return lines


def smaller_growth(calls: Sequence[Callable[[], object]]) -> float:
    """Return the least growth from a call to the next, each on twice as much as the one before.

    A length from which more is to be done shows in one growth only.
    """
    lines = [max(lines_of(call), FIXED) for call in calls]
    return min(long / short for short, long in pairwise(lines))
