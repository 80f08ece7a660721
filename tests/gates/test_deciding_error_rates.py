"""What asking until it is decided errs and takes, where the truth is known."""

import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from comparison_simulation import all_drop, unchanged
from deciding_simulation import simulate

#: So many runs, and how far a share may be off by chance.
RUNS = [(6, 0.35), pytest.param(2_000, 0.0, marks=pytest.mark.slow)]
#: The smallest number of fresh repeats of every case with which all gates are mostly decided.
FIXED = 6

each = pytest.mark.parametrize(("runs", "slack"), RUNS)
correlated = pytest.mark.parametrize("correlation", [0.0, 0.1])


@each
@correlated
def test_without_a_change_deciding_fails_in_at_most_5_of_100_runs_and_asks_40_of_100_fewer(
    correlation: float, runs: int, slack: float
) -> None:
    decided, fixed = simulate(runs, correlation, unchanged, [FIXED])

    assert decided.share("any failed") <= 0.05 + slack
    assert decided.mean_questions <= 0.6 * fixed[FIXED].mean_questions


@each
@correlated
def test_a_drop_of_the_tolerance_fails_in_80_of_100_runs_passes_in_6_and_asks_40_of_100_fewer(
    correlation: float, runs: int, slack: float
) -> None:
    decided, fixed = simulate(runs, correlation, partial(all_drop, by=0.10), [FIXED])

    assert decided.share("recall failed") >= 0.80 - slack
    assert decided.share("recall passed") <= 0.065 + slack
    assert decided.mean_questions <= 0.6 * fixed[FIXED].mean_questions
