"""Error rates of the gates on two runs, where the truth is known."""

import sys
from functools import partial
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from comparison_simulation import (
    all_drop,
    case_drops,
    clause_at_its_smallest_drop,
    clause_of_12_drops,
    recall_at_its_smallest_drop,
    simulate,
    unchanged,
)

RECALL = "tolerance citation_recall"

#: So many runs, and how far a share may be off by chance: three standard errors at most.
RUNS = [(15, 0.25), pytest.param(2_000, 0.0, marks=pytest.mark.slow)]

each = pytest.mark.parametrize(("runs", "slack"), RUNS)
correlated = pytest.mark.parametrize("correlation", [0.0, 0.1])


@each
@correlated
def test_without_a_change_any_default_gate_fails_in_at_most_5_of_100_runs(
    correlation: float, runs: int, slack: float
) -> None:
    assert simulate(runs, correlation, unchanged).failing("any") <= 0.05 + slack


@each
@correlated
def test_a_drop_of_the_tolerance_fails_in_80_of_100_runs_and_passes_in_at_most_6(
    correlation: float, runs: int, slack: float
) -> None:
    found = simulate(runs, correlation, partial(all_drop, by=0.10))
    assert found.failing(RECALL) >= 0.80 - slack
    assert found.passing(RECALL) <= 0.065 + slack


@each
@correlated
def test_a_clause_of_12_cases_that_falls_from_90_to_30_of_100_is_confirmed(
    correlation: float, runs: int, slack: float
) -> None:
    found = simulate(runs, correlation, clause_of_12_drops(), uneven=True)
    assert found.failing("clause") >= 0.90 - slack


@each
@correlated
def test_a_single_case_that_falls_from_always_to_never_is_confirmed(
    correlation: float, runs: int, slack: float
) -> None:
    assert simulate(runs, correlation, case_drops()).failing("clause") >= 0.90 - slack


@each
@correlated
def test_citation_recall_fails_in_80_of_100_runs_at_its_printed_smallest_drop(
    correlation: float, runs: int, slack: float
) -> None:
    found = recall_at_its_smallest_drop(runs, correlation)
    assert 0.75 - slack <= found <= 0.85 + slack


@pytest.mark.slow
@correlated
def test_a_clause_fails_in_80_of_100_runs_at_its_printed_smallest_drop(correlation: float) -> None:
    assert 0.75 <= clause_at_its_smallest_drop(300, correlation) <= 0.85
