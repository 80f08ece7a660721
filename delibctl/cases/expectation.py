"""The expectation of a case as its file states it; the policy supplies what is left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from delibctl.model import Clause, Expected, Outcome, Policy


def expectation(data: Mapping[str, Any], policy: Policy) -> Expected:
    """Return what a case expects.

    Without `style`, `outcomes` and `clauses`, the clause of `either` that is cited decides the
    outcome and the style, if they differ.
    """
    clauses, either, also = (tuple(data.get(key, ())) for key in ("clauses", "either", "also"))
    # A run may have been of another policy, without the clause; its callers check the clauses.
    required = known((*clauses, *either), policy)
    if "outcomes" in data:
        outcomes = by_strictness(map(Outcome, data["outcomes"]))
    elif "style" in data or clauses or len({clause.style for clause in required}) < 2:
        outcomes = ()
    else:
        outcomes = outcomes_of(required, policy)
    return Expected(
        style=data.get("style") or _style((*clauses, *either), outcomes, policy),
        clauses=clauses,
        either=either,
        also=also,
        outcomes=outcomes,
    )


def _style(ids: tuple[str, ...], outcomes: tuple[Outcome, ...], policy: Policy) -> str:
    """Return the style of the first clause, or of the first with a right outcome if there are any.

    If there is none, it is the built-in style of the strictest outcome, or `comply`.
    """
    if not outcomes:
        return next((clause.style for clause in known(ids[:1], policy)), "comply")
    styles = (clause.style for clause in known(ids, policy))
    return next((style for style in styles if policy.outcome(style) in outcomes), str(outcomes[-1]))


def known(ids: Iterable[str], policy: Policy) -> list[Clause]:
    """Return the clauses of a policy with these ids; ids that it does not have are left out."""
    return [policy.clause_by_id[id] for id in ids if id in policy.clause_by_id]


def outcomes_of(clauses: Iterable[Clause], policy: Policy) -> tuple[Outcome, ...]:
    """Return the outcomes that clauses lead to, the laxest first."""
    outcomes = {policy.outcome(clause.style) for clause in clauses}
    return by_strictness(outcome for outcome in outcomes if outcome is not None)


def by_strictness(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the distinct outcomes, the laxest first."""
    return tuple(sorted(set(outcomes), key=lambda outcome: (outcome.strictness or 0, outcome)))
