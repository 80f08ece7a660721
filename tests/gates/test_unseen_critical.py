"""Critical cases that cannot be compared, or are gone: the gate on them does not pass."""

from dataclasses import replace

import pytest

from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.gates.comparison.unseen import with_unseen

PASSED, FAILED, UNDECIDED = ComparisonVerdict


def gate(name: str, verdict: ComparisonVerdict, model: str = "m") -> ComparisonGate:
    return ComparisonGate(name=name, model=model, limit=0, verdict=verdict)


@pytest.mark.parametrize("why", ["unseen", "gone"])
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
    name: str, model: str, verdict: ComparisonVerdict, then: ComparisonVerdict, why: str
) -> None:
    cases: dict[str, dict[str, tuple[str, ...]]] = {"unseen": {}, "gone": {}} | {
        why: {"m": ("a", "b")}
    }
    (found,) = with_unseen([gate(name, verdict, model)], cases["unseen"], cases["gone"])
    assert found.verdict is then


@pytest.mark.parametrize(
    ("unseen", "gone", "why"),
    [
        (("a",), (), "1 critical case cannot be compared, so nothing is known of it"),
        (("a", "b"), (), "2 critical cases cannot be compared, so nothing is known of them"),
        ((), ("a",), "1 critical case is gone and not retired, so nothing is known of it"),
        (
            ("a",),
            ("b", "c"),
            "1 critical case cannot be compared and 2 critical cases are gone and not retired, so "
            "nothing is known of them",
        ),
    ],
)
def test_it_names_the_cases_that_nobody_saw(
    unseen: tuple[str, ...], gone: tuple[str, ...], why: str
) -> None:
    passed = gate("max_critical_regressions", PASSED)
    open_ = replace(gate("max_critical_regressions", UNDECIDED), why="open", cases=("z",))

    found, still = with_unseen([passed, open_], {"m": unseen}, {"m": gone})

    assert (found.why, found.cases) == (why, (*unseen, *gone))
    assert (still.why, still.cases) == (f"open; {why}", ("z", *unseen, *gone))


def test_without_such_cases_every_gate_stays_as_it_is() -> None:
    gates = (gate("max_critical_regressions", PASSED), gate("tolerance", PASSED))
    assert with_unseen(gates, {"m": ()}, {}) == gates
