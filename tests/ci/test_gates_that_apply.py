"""Which gates a branch is held against: one with no case to check is left out, never one unseen."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from support.run_comparison import full_view

from delibctl.api.ci.applying import with_gates_that_apply
from delibctl.api.deciding.decided_probe import Decided
from delibctl.compare.runs.change import CaseChange, ChangeKind, Obstacle
from delibctl.compare.runs.comparison import RunComparison
from delibctl.gates.comparison import ComparisonGate, ComparisonLimits, ComparisonVerdict

COMPARISON = full_view().comparison
(MODEL,) = COMPARISON.models
(INCOMPARABLE,) = [c for c in MODEL.changes if c.kind is ChangeKind.INCOMPARABLE][:1]
(FOLLOWED,) = [c for c in MODEL.changes if c.kind is ChangeKind.FOLLOWED][:1]


def gate(name: str, why: str = "could not be tested: nothing", subject: str = "") -> ComparisonGate:
    verdict = ComparisonVerdict.UNDECIDED
    return ComparisonGate(
        name=name, model=MODEL.name, subject=subject, limit=0, verdict=verdict, why=why
    )


CLAUSES = gate("max_regressed_clauses")


def runs(*changes: CaseChange, paired: bool = False, affected: bool = True) -> RunComparison:
    counts = {kind: sum(c.kind is kind for c in changes) for kind in ChangeKind}
    model = replace(
        MODEL,
        changes=changes,
        counts=MappingProxyType(counts),
        paired=tuple(replace(case, affected=affected) for case in MODEL.paired[:paired]),
    )
    return replace(COMPARISON, models=(model,))


def left(*gates: ComparisonGate, comparison: RunComparison) -> tuple[list[str], tuple[str, ...]]:
    decided = Decided(gates={MODEL.name: gates}, repeats=0, fixed=0)
    found, notes = with_gates_that_apply(decided, comparison, ComparisonLimits())
    return [each.name for each in found.gates[MODEL.name]], notes


def test_where_each_case_was_meant_to_change_gates_on_drops_have_nothing_to_check() -> None:
    gates = (gate("tolerance", subject="over_refusal"), gate("tolerance"), CLAUSES)

    assert left(*gates, comparison=runs(FOLLOWED, FOLLOWED)) == (
        [],
        (
            "tolerance, max-regressed-clauses: nothing to check, as each of the 2 affected cases "
            "was meant to change",
        ),
    )


@pytest.mark.parametrize("obstacle", Obstacle)
def test_a_case_without_an_answer_to_hold_leaves_the_gate_open(obstacle: Obstacle) -> None:
    unseen = replace(INCOMPARABLE, reason=obstacle, set_aside="")

    names, _ = left(CLAUSES, comparison=runs(FOLLOWED, unseen))

    assert names == ([] if obstacle is Obstacle.REWORDED else ["max_regressed_clauses"])


@pytest.mark.parametrize(
    "stays",
    [
        pytest.param(gate("min_coverage"), id="a level"),
        pytest.param(replace(CLAUSES, why="a critical case is gone"), id="another reason"),
        pytest.param(replace(CLAUSES, verdict=ComparisonVerdict.FAILED, why="fell"), id="failed"),
    ],
)
def test_every_other_gate_stays(stays: ComparisonGate) -> None:
    assert left(stays, comparison=runs(FOLLOWED)) == ([stays.name], ())


def test_a_gate_stays_where_any_case_can_be_held_against_its_former_answer() -> None:
    assert left(CLAUSES, comparison=runs(FOLLOWED, paired=True)) == (["max_regressed_clauses"], ())


def test_where_the_branch_touches_no_question_in_a_mode_gates_on_drops_have_nothing_to_check() -> (
    None
):
    assert left(CLAUSES, comparison=runs(paired=True, affected=False)) == (
        [],
        (
            "max-regressed-clauses: nothing to check, as this branch leaves the questions to "
            f"{MODEL.name} as they were",
        ),
    )


def test_tolerance_names_the_figures_that_it_did_not_look_at() -> None:
    few = gate("tolerance", "could not be tested: 4 are too few", "over_refusal")
    ran = replace(few, subject="under_refusal", verdict=ComparisonVerdict.PASSED, why="")

    names, notes = left(few, ran, comparison=runs(FOLLOWED, paired=True))

    assert names == ["tolerance"]
    assert notes == (
        "tolerance did not look at over refusal, as the affected cases are too few to tell a "
        "small drop there; set tolerance in [ci.gates] to end undecided instead",
    )
