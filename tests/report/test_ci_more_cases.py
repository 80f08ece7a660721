"""How many cases a branch lacks for a verdict: a number that would do, and the file for them."""

from dataclasses import replace

import pytest
from support.ci_results import LAXER, measured, of_policy, result, verdict

from delibctl.compare.runs.change import ChangeKind
from delibctl.compare.runs.paired_case import Figure, PairedCase
from delibctl.gates import ReasonKind
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.gates.comparison.tolerance import check_tolerance
from delibctl.gates.deciding.tolerance import cases_to_pass, look_at_tolerance
from delibctl.model import Mode
from delibctl.report.ci.more_cases import more_cases
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import PolicyVerdict
from delibctl.stats.share import Share

RIGHT = {Figure.CITATION_RECALL: Share(hits=1, total=1)}


def unchanged(number: int) -> list[PairedCase]:
    """So many affected cases of one clause that are answered as before."""
    case = PairedCase(
        case="", model="mock", mode=Mode.CATEGORY, clause="permits.copy", affected=True,
        critical=False, before=RIGHT, after=RIGHT,
    )  # fmt: skip
    return [replace(case, case=f"case-{n}") for n in range(number)]


def verdict_on(number: int, tolerance: float) -> ComparisonVerdict:
    """What the gate on citations says of so many cases, none of which changed."""
    cases = unchanged(number)
    gates = look_at_tolerance(cases, check_tolerance("mock", cases, tolerance), 0)
    return next(gate.verdict for gate in gates if gate.subject == Figure.CITATION_RECALL)


@pytest.mark.parametrize("tolerance", [0.02, 0.05, 0.1, 0.3])
def test_with_that_number_of_cases_the_gate_passes_and_with_one_less_it_does_not(
    tolerance: float,
) -> None:
    needed = cases_to_pass(tolerance)

    assert needed is not None
    assert verdict_on(needed, tolerance) is ComparisonVerdict.PASSED
    assert verdict_on(needed - 1, tolerance) is ComparisonVerdict.UNDECIDED


def test_no_number_of_cases_shows_that_nothing_at_all_got_worse() -> None:
    assert cases_to_pass(0.0) is None


def few(*figures: Figure) -> PolicyVerdict:
    """An edit of one clause with four cases that are held against their former citations."""
    gates = tuple(
        ComparisonGate(
            name="tolerance", model="mock", subject=figure, limit=0.05,
            verdict=ComparisonVerdict.UNDECIDED, why="could not be tested: too few",
        )
        for figure in figures
    )  # fmt: skip
    runs = measured(ChangeKind.FOLLOWED)
    (model,) = runs.comparison.models
    of_mock = replace(model, paired=tuple(unchanged(4)))
    comparison = replace(runs.comparison, models=(of_mock,))
    open_ = verdict((ReasonKind.GATE_UNDECIDED, "too few", ""))
    return of_policy(
        open_, LAXER, approval=None,
        measured=replace(runs, comparison=comparison, gates={of_mock.name: gates}),
    )  # fmt: skip


def test_the_step_names_the_clause_the_number_and_the_file() -> None:
    told = str(outcome_of(result(few(Figure.CITATION_RECALL))))

    assert "4 test cases are too few to rule out that answers got worse by more than 5 %" in told
    assert "On origin/main, add to `desk/cases.yaml` 51 test cases for permits.copy." in told
    assert "Then merge origin/main into this branch" in told


def test_a_figure_that_no_case_has_needs_cases_of_its_own_kind() -> None:
    more = more_cases(few(Figure.CITATION_RECALL, Figure.OVER_REFUSAL))

    assert more
    assert more.wanted == (
        "51 test cases for permits.copy, and 55 test cases of its category that should be "
        "answered, not refused"
    )
