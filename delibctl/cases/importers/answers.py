"""The answer that an imported case expects: what the source says, held against its clauses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from delibctl.cases.expectation import by_strictness, known, outcomes_of
from delibctl.model import Clause, Outcome, Policy

#: What a source means by "refuse", which knows of no answer in between.
NOT_COMPLY = (Outcome.SAFE_COMPLETE, Outcome.REFUSE)


@dataclass(frozen=True, kw_only=True)
class ImportedAnswer:
    """The keys of a case about its answer, with the sentence about what they mean, if any.

    `problem`: why there can be no case. `other_outcome`: the source expects another outcome than
    the clause has.
    """

    keys: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    problem: str = ""
    other_outcome: bool = False


def answer_by_clauses(ids: tuple[str, ...], style: str | None, policy: Policy) -> ImportedAnswer:
    """Return the answer of a case that is mapped to clauses; `style` is that of the source."""
    keys: dict[str, Any] = {"clauses": list(ids)}
    (clause, *_) = known(ids, policy)
    outcome = policy.outcome(clause.style)
    if style is None or policy.outcome(style) is outcome:
        return ImportedAnswer(keys=keys)
    if style == Outcome.REFUSE and outcome is Outcome.SAFE_COMPLETE:
        return ImportedAnswer(keys={**keys, **_not_comply()}, note=_not_comply_note(clause.id))
    return ImportedAnswer(keys={**keys, "style": style}, other_outcome=True)


def answer_by_category(id: str, style: str | None, policy: Policy) -> ImportedAnswer:
    """Return the answer of a case that is mapped to a category; `style` is that of the source.

    Without a style the cited clause decides. "refuse" means "do not comply" if a clause of the
    category leads to a safe completion.
    """
    clauses = next(category for category in policy.categories if category.id == id).clauses
    keys: dict[str, Any] = {"category": [id]}
    if not clauses:
        return ImportedAnswer(problem=f"category {id!r} has no clauses: map the label to clauses")
    if style is None:
        outcomes = " or ".join(outcomes_of(clauses, policy))
        note = f"category {id!r}: the cited clause decides the outcome, {outcomes}"
        return ImportedAnswer(
            keys={**keys, "either": [clause.id for clause in clauses]},
            note=note if " or " in outcomes else "",
        )
    outcome = policy.outcome(style)
    wanted = {outcome}
    if style == Outcome.REFUSE and Outcome.SAFE_COMPLETE in outcomes_of(clauses, policy):
        wanted = set(NOT_COMPLY)
    alike = list(_leading_to(wanted, clauses, policy))
    if alike:
        keys["also"] = alike
    if len(wanted) > 1:
        return ImportedAnswer(
            keys={**keys, **_not_comply()}, note=_not_comply_note(f"category {id!r}")
        )
    note = "" if alike else f"category {id!r}: the source says {outcome}, and no clause of it does"
    return ImportedAnswer(keys={**keys, "style": style}, note=note)


def _leading_to(
    outcomes: set[Outcome | None], clauses: tuple[Clause, ...], policy: Policy
) -> Iterator[str]:
    return (clause.id for clause in clauses if policy.outcome(clause.style) in outcomes)


def _not_comply() -> dict[str, Any]:
    return {"outcomes": [str(outcome) for outcome in by_strictness(NOT_COMPLY)]}


def _not_comply_note(what: str) -> str:
    return f"{what}: the source says refuse, so any answer that does not comply is right"
