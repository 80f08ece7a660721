"""What asking until it is decided errs and takes, where the truth is known."""

import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from comparison_simulation import Truth, all_drop, case_drops, clause_of_12_drops, unchanged
from deciding_simulation import DECIDED, fixed, simulate

#: So many runs, and how far a share may be off by chance.
RUNS = [(6, 0.35), pytest.param(2_000, 0.0, marks=pytest.mark.slow)]
#: The smallest number of fresh repeats of every case that confirms a single case in 90 of 100 runs.
FIXED = 6

each = pytest.mark.parametrize(("runs", "slack"), RUNS)
correlated = pytest.mark.parametrize("correlation", [0.0, 0.1])


@each
@correlated
def test_without_a_change_deciding_fails_in_at_most_5_of_100_runs_and_asks_40_of_100_fewer(
    correlation: float, runs: int, slack: float
) -> None:
    designs = simulate(runs, correlation, unchanged, [FIXED], others=2)

    assert designs[DECIDED].share("any failed") <= 0.05 + slack
    assert designs[DECIDED].mean_questions <= 0.6 * designs[fixed(FIXED)].mean_questions


@each
@correlated
def test_a_drop_of_the_tolerance_fails_in_80_of_100_runs_passes_in_6_and_asks_40_of_100_fewer(
    correlation: float, runs: int, slack: float
) -> None:
    designs = simulate(runs, correlation, partial(all_drop, by=0.10), [FIXED], others=2)

    assert designs[DECIDED].share("recall failed") >= 0.80 - slack
    assert designs[DECIDED].share("recall passed") <= 0.065 + slack
    assert designs[DECIDED].mean_questions <= 0.6 * designs[fixed(FIXED)].mean_questions


@pytest.mark.slow
@correlated
@pytest.mark.parametrize(("truth", "uneven"), [(case_drops(), False), (clause_of_12_drops(), True)])
def test_deciding_confirms_a_case_and_a_clause_that_fell_in_90_of_100_runs(
    correlation: float, truth: Truth, uneven: bool
) -> None:
    designs = simulate(2_000, correlation, truth, uneven=uneven, others=0)

    assert designs[DECIDED].share("confirmed") >= 0.90


@pytest.mark.slow
@correlated
def test_one_repeat_fewer_of_every_case_confirms_a_single_case_less_often(
    correlation: float,
) -> None:
    designs = simulate(200, correlation, case_drops(), [FIXED - 1, FIXED])

    assert designs[fixed(FIXED - 1)].share("confirmed") < 0.90
    assert designs[fixed(FIXED)].share("confirmed") >= 0.90
