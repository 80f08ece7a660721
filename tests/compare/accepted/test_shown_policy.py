"""Which accepted rows an edit of the policy touches, in each mode."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from delibctl.compare.accepted.row import AcceptedAnswer, AcceptedExpectation
from delibctl.compare.accepted.shown_policy import ShownPolicy
from delibctl.model import Category, Clause, Mode, Outcome, Place, Policy, Severity


def clause(id: str) -> Clause:
    return Clause(id=id, title=id, style="refuse", text=f"Never {id}.", place=Place(file="p.yaml"))


def category(id: str) -> Category:
    clauses = tuple(clause(f"{id}.{name}") for name in ("expected", "given", "other"))
    return Category(id=id, title=id, summary=f"About {id}.", clauses=clauses)


POLICY = Policy(
    id="p",
    version="1",
    title="P",
    definitions={"ink": "Any fluid that leaves a mark."},
    styles={},
    categories=(category("own"), category("far")),
)
EXPECTED = AcceptedExpectation(
    style="refuse", outcome=Outcome.REFUSE, clauses={"own.expected": ""}, also=("far.expected",)
)
#: Two repeats, which were given different clauses in mode `recall`.
ANSWERS = (AcceptedAnswer(given=("own.given",)), AcceptedAnswer(given=("far.given",)))

Edit = Callable[[Policy], Policy]


def of_clause(id: str, **change: Any) -> Edit:
    def edit(policy: Policy) -> Policy:
        categories = tuple(
            replace(
                each,
                clauses=tuple(replace(c, **change) if c.id == id else c for c in each.clauses),
            )
            for each in policy.categories
        )
        return replace(policy, categories=categories)

    return edit


def summary(policy: Policy) -> Policy:
    own, far = policy.categories
    return replace(policy, categories=(own, replace(far, summary="About far things.")))


def worded(id: str) -> Edit:
    return of_clause(id, text="Never, ever.")


C, F, R, N = Mode.CATEGORY, Mode.FULL, Mode.RECALL, Mode.NONE
EDITS: dict[str, tuple[Edit, set[Mode]]] = {
    "nothing": (lambda policy: policy, set()),
    "a version": (lambda policy: replace(policy, version="2"), set()),
    "a rationale": (of_clause("own.expected", rationale="It harms."), set()),
    "a principle": (lambda policy: replace(policy, principles=("Be brief.",)), {C, F, R}),
    "a summary elsewhere": (summary, {C, F, R}),
    "a definition that nothing uses": (lambda p: replace(p, definitions={"ink": "Paint."}), set()),
    "the expected clause": (worded("own.expected"), {C, F, R, N}),
    "its severity": (of_clause("own.expected", severity=Severity.CRITICAL), {C, F, R, N}),
    "a clause that may be cited": (worded("far.expected"), {C, F, R, N}),
    "a clause that a repeat was given": (worded("own.given"), {C, F, R}),
    "one that another repeat was given": (worded("far.given"), {F, R}),
    "another clause of the category": (worded("own.other"), {C, F}),
    "its title": (of_clause("own.other", title="Another"), {C, F, R}),
    "its severity alone": (of_clause("own.other", severity=Severity.HIGH), set()),
    "another clause elsewhere": (worded("far.other"), {F}),
    "a title elsewhere": (of_clause("far.other", title="Another"), {F, R}),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_touches_the_rows_of_the_modes_that_show_it(name: str) -> None:
    edit, touched = EDITS[name]

    def shown(policy: Policy, mode: Mode) -> str:
        return ShownPolicy(policy).hash(mode, ("own",), EXPECTED, ANSWERS)

    assert {m for m in Mode if shown(POLICY, m) != shown(edit(POLICY), m)} == touched
