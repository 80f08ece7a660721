"""Gates on two runs that have nothing to check, and the facts of the newer run."""

from dataclasses import replace

import pytest
from support.compared_runs import RIGHT, asked, run_of
from support.example_run import EXPLAIN, POLICY

from delibctl.gates.comparison import ComparisonLimits, applicable, covered, disputed
from delibctl.gates.comparison.check import check_comparison
from delibctl.model import Expected, Policy, Severity, Status
from delibctl.stats.share import Share

USUAL = ComparisonLimits()
ASKED = ComparisonLimits(asked=frozenset({"max_critical_regressions"}))


def _policy(severity: Severity | None) -> Policy:
    (category,) = POLICY.categories
    first, *rest = (replace(clause, severity=None) for clause in category.clauses)
    clauses = (replace(first, severity=severity), *rest)
    return replace(POLICY, categories=(replace(category, clauses=clauses),))


NONE, HIGH, CRITICAL = map(_policy, (None, Severity.HIGH, Severity.CRITICAL))


@pytest.mark.parametrize(
    ("limits", "before", "after", "checked"),
    [
        (USUAL, NONE, NONE, False),
        (USUAL, HIGH, HIGH, False),
        (USUAL, NONE, CRITICAL, True),
        (USUAL, CRITICAL, NONE, True),
        (ASKED, NONE, NONE, True),
    ],
)
def test_critical_cases_are_left_unchecked_where_no_clause_is_critical_and_nobody_asked(
    limits: ComparisonLimits, before: Policy, after: Policy, checked: bool
) -> None:
    expected = replace(limits, max_critical_regressions=0 if checked else None)
    assert applicable(limits, (before, after)) == expected


def test_a_gate_on_critical_cases_that_was_asked_for_could_not_have_failed_without_one() -> None:
    limits = applicable(ASKED, (NONE, NONE))
    gate = check_comparison([], limits)[-1]
    assert (gate.name, str(gate.verdict)) == ("max_critical_regressions", "undecided")
    assert gate.why == "could not be tested: no compared case is of a critical clause"


def test_coverage_and_disputed_cases_are_counted_over_the_cases_of_the_run() -> None:
    explained = Expected(style="comply", clauses=(EXPLAIN,))
    run = run_of(
        [
            asked("plain", RIGHT),
            asked("disputed", RIGHT, status=Status.DISPUTED, expected=explained),
            asked("quarantined", RIGHT, quarantined=True),
            asked("other", RIGHT),
        ]
    )
    assert covered(run) == Share(hits=1, total=len(POLICY.clause_by_id))
    assert disputed(run) == Share(hits=2, total=4)
