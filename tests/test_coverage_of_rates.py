"""Corrected rates of real answers that people labelled, found through DELIBCTL_DATA."""

import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from coverage_draws import WAYS, coverage
from coverage_rates import known_rates

pytestmark = pytest.mark.skipif(
    "DELIBCTL_DATA" not in os.environ, reason="DELIBCTL_DATA names no folder of real data"
)


@pytest.mark.parametrize("draws", [30, pytest.param(2_000, marks=pytest.mark.slow)])
def test_intervals_hold_the_rate_of_all_labels_and_those_of_the_judge_alone_do_not(
    draws: int,
) -> None:
    found = {
        (rate.name, way): coverage(rate, way, draws=draws, labels=100)
        for rate in known_rates(Path(os.environ["DELIBCTL_DATA"]))
        for way in WAYS
    }

    least = 0.93 if draws >= 2_000 else 0.78  # four standard errors of so few draws below 0.95
    assert {rate: of.corrected for rate, of in found.items() if of.corrected < least} == {}
    assert sum(of.judge < least for of in found.values()) > len(found) / 4
