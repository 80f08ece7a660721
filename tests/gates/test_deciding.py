"""Deciding two runs by fresh repeats: what is asked, and when it ends."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits
from delibctl.gates.deciding import Ask, decide
from delibctl.model import Mode
from delibctl.stats.share import Share

LIMITS = ComparisonLimits()


def rates(hits: int, total: int) -> Rates:
    share = Share(hits=hits, total=total)
    return {Figure.RIGHT: share, Figure.CITATION_RECALL: share}


def case(id: str, before: Rates, after: Rates, clause: str = "a") -> PairedCase:
    return PairedCase(
        case=id,
        model="m",
        mode=Mode.CATEGORY,
        clause=clause,
        affected=True,
        critical=False,
        before=before,
        after=after,
    )


def answered(one: PairedCase, before: Rates, after: Rates) -> PairedCase:
    return replace(one, fresh_before=before, fresh_after=after)


def verdicts(gates: Iterable[ComparisonGate]) -> dict[str, str]:
    return {f"{gate.name} {gate.subject}".strip(): str(gate.verdict) for gate in gates}


def asked(asks: Sequence[Ask]) -> dict[tuple[str, str], int]:
    return {(ask.case, ask.side): ask.repeats for ask in asks}


STEADY = [case(f"steady-{n}", rates(3, 3), rates(3, 3), f"c{n % 12}") for n in range(120)]
FALLEN = case("fallen", rates(3, 3), rates(0, 3), "fallen")


def test_a_suspicious_case_is_asked_on_both_sides_and_no_other() -> None:
    look = decide([*STEADY, FALLEN], LIMITS, 0)

    assert asked(look.asks) == {("fallen", "before"): 5, ("fallen", "after"): 5}


@pytest.mark.parametrize(
    ("fresh", "verdict"), [((5, 0), "failed"), ((5, 5), "passed"), ((5, 4), "passed")]
)
def test_a_suspicion_is_confirmed_by_fresh_answers_alone(
    fresh: tuple[int, int], verdict: str
) -> None:
    cases = [*STEADY, answered(FALLEN, *(rates(hits, 5) for hits in fresh))]

    look = decide(cases, LIMITS, 1, decide([*STEADY, FALLEN], LIMITS, 0).gates)

    assert verdicts(look.gates)["max_regressed_clauses"] == verdict
    assert look.asks == ()


def test_a_critical_case_that_was_asked_once_is_asked_as_often_as_its_test_needs() -> None:
    once = replace(case("critical", rates(1, 1), rates(1, 1)), critical=True)

    first = decide([*STEADY, once], LIMITS, 0)
    held = decide([*STEADY, answered(once, rates(5, 5), rates(5, 5))], LIMITS, 1)
    fell = decide([*STEADY, answered(once, rates(5, 5), rates(0, 5))], LIMITS, 1)

    assert asked(first.asks) == {("critical", "before"): 5, ("critical", "after"): 5}
    assert verdicts(first.gates)["max_critical_regressions"] == "undecided"
    assert verdicts(held.gates)["max_critical_regressions"] == "passed"
    assert verdicts(fell.gates)["max_critical_regressions"] == "failed"


def test_a_gate_that_an_earlier_look_decided_stays_decided() -> None:
    confirmed = decide([*STEADY, answered(FALLEN, rates(5, 5), rates(0, 5))], LIMITS, 1)

    later = decide(
        [*STEADY, answered(FALLEN, rates(9, 9), rates(9, 9))], LIMITS, 2, confirmed.gates
    )

    assert verdicts(later.gates)["max_regressed_clauses"] == "failed"


def test_an_open_tolerance_asks_every_affected_case_alike() -> None:
    uneven = [
        case(f"uneven-{n}", rates(2, 3), rates((2, 1, 3, 1)[n % 4], 3), f"c{n % 12}")
        for n in range(24)
    ]
    untouched = replace(case("untouched", rates(3, 3), rates(3, 3)), affected=False)

    look = decide([*uneven, untouched], LIMITS, 0)

    assert verdicts(look.gates)["tolerance citation_recall"] == "undecided"
    assert {ask.case for ask in look.asks} >= {one.case for one in uneven}
    assert "untouched" not in {ask.case for ask in look.asks}


def test_what_could_not_have_failed_asks_nothing_and_is_not_decided() -> None:
    look = decide([], LIMITS, 0)

    assert (look.asks, look.done) == ((), False)
    assert set(verdicts(look.gates).values()) == {"undecided"}


@pytest.mark.parametrize("looks", [0, 1, 2, 3, 4, 9])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_the_same_answers_give_the_same_decision(after: int, looks: int) -> None:
    cases = [*STEADY, case("other", rates(3, 3), rates(after, 3))]

    assert decide(cases, LIMITS, looks) == decide(list(cases), LIMITS, looks)


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_decision_that_is_done_asks_nothing(after: int) -> None:
    cases = [
        replace(answered(one, rates(9, 9), rates(3 * after, 9)), critical=n == 0)
        for n, one in enumerate([*STEADY, case("other", rates(3, 3), rates(after, 3))])
    ]

    look = decide(cases, ComparisonLimits(tolerance=None), 1)

    assert look.done
    assert look.asks == ()


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_a_gate_that_is_decided_asks_nothing_for_itself(looks: int) -> None:
    confirmed = decide([*STEADY, answered(FALLEN, rates(5, 5), rates(0, 5))], LIMITS, 1)

    look = decide([*STEADY, FALLEN], LIMITS, looks, confirmed.gates)

    assert look.asks == ()


def test_no_case_is_asked_after_the_last_look() -> None:
    assert decide([*STEADY, FALLEN], LIMITS, 4).asks == ()
