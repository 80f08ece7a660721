"""Rules, readers and comparisons execute lines in proportion to the length of a text.

Counted, not timed, so a busy machine says the same. Patterns run outside of Python: their time is
measured by `benchmarks/linear`, which has the same operations and texts.
"""

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from support.project import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from adversarial import TEXTS
from linear_measured import LIMIT, Prepare, operations

#: From the length at which every operation has something to do.
SIZES = (5_000, 10_000, 20_000)
#: Lines that an operation takes for whatever text.
FIXED = 2_000
OPERATIONS = dict(operations())


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


def growth(prepare: Prepare, text: str) -> float:
    """Return the smaller of two growths: a length from which more is to be done shows in one."""
    lines = [max(lines_of(prepare(TEXTS[text](size))), FIXED) for size in SIZES]
    return min(long / short for short, long in pairwise(lines))


def test_a_loop_in_a_loop_is_seen() -> None:
    def pairs(text: str) -> Callable[[], object]:
        return lambda: [(a, b) for a in text[::50] for b in text[::50]]

    assert growth(pairs, "one word") > LIMIT


@pytest.mark.parametrize("operation", [*OPERATIONS][::4])
def test_twice_the_text_takes_at_most_2_6_times_the_lines(operation: str) -> None:
    text = sorted(TEXTS)[sum(map(ord, operation)) % len(TEXTS)]

    assert growth(OPERATIONS[operation], text) <= LIMIT


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_text_doubled_takes_at_most_2_6_times_the_lines(operation: str) -> None:
    growths = {text: growth(OPERATIONS[operation], text) for text in TEXTS}

    assert {text: ratio for text, ratio in growths.items() if ratio > LIMIT} == {}
