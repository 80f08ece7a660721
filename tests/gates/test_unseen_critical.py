"""Critical cases that cannot be compared: the gate on them does not pass."""

import pytest

from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.gates.comparison.unseen import with_unseen

PASSED, FAILED, UNDECIDED = ComparisonVerdict


def gate(name: str, verdict: ComparisonVerdict, model: str = "m") -> ComparisonGate:
    return ComparisonGate(name=name, model=model, limit=0, verdict=verdict)


@pytest.mark.parametrize(
    ("name", "model", "verdict", "then"),
    [
        ("max_critical_regressions", "m", PASSED, UNDECIDED),
        ("max_critical_regressions", "m", FAILED, FAILED),
        ("max_critical_regressions", "m", UNDECIDED, UNDECIDED),
        ("max_critical_regressions", "other", PASSED, PASSED),
        ("max_regressed_clauses", "m", PASSED, PASSED),
        ("tolerance", "m", PASSED, PASSED),
    ],
)
def test_only_the_gate_on_critical_cases_of_that_model_is_left_open(
    name: str, model: str, verdict: ComparisonVerdict, then: ComparisonVerdict
) -> None:
    (found,) = with_unseen([gate(name, verdict, model)], {"m": ("a", "b")})
    assert found.verdict is then


def test_it_names_the_cases_that_nobody_saw() -> None:
    passed = gate("max_critical_regressions", PASSED)
    (one,) = with_unseen([passed], {"m": ("a",)})
    (two,) = with_unseen([passed], {"m": ("a", "b")})
    assert (one.why, one.cases) == (
        "1 critical case cannot be compared, so nothing is known of it",
        ("a",),
    )
    assert (two.why, two.cases) == (
        "2 critical cases cannot be compared, so nothing is known of them",
        ("a", "b"),
    )


def test_without_such_cases_every_gate_stays_as_it_is() -> None:
    gates = (gate("max_critical_regressions", PASSED), gate("tolerance", PASSED))
    assert with_unseen(gates, {"m": ()}) == gates
