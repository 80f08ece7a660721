"""Rules, readers and comparisons execute lines in proportion to the length of a text.

Counted, not timed, so a busy machine says the same. Patterns run outside of Python: their time is
measured by `benchmarks/linear`, which has the same operations and texts.
"""

import sys
from collections.abc import Callable

import pytest
from support.counted_lines import smaller_growth
from support.project import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from adversarial import TEXTS
from linear_measured import LIMIT
from linear_operations import Prepare, operations

#: From the length at which every operation has something to do.
SIZES = (5_000, 10_000, 20_000)
OPERATIONS = dict(operations())


def growth(prepare: Prepare, text: str) -> float:
    return smaller_growth([prepare(TEXTS[text](size)) for size in SIZES])


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
