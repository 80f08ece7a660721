"""Requests that a clause governs: the material of all strategies."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.model import Case, Clause, Policy

#: The longest request in characters; wrappers of longer ones are hard to review.
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request of a user. `parent` is the id of its case; None if it is from an example."""

    text: str
    clause: Clause
    parent: str | None = None


def requests_of(
    policy: Policy, cases: Iterable[Case], authored: frozenset[str]
) -> dict[str, list[Request]]:
    """Return the requests by clause: prompts of accepted English cases, then of examples.

    Only `authored` cases count, not generated ones: otherwise wrappers would wrap wrappers.
    """
    requests: dict[str, list[Request]] = {id: [] for id in policy.clause_by_id}
    for case in cases:
        clause = policy.clause_by_id.get(case.expected.primary or "")
        alone = len(case.messages) == 1 and not case.sensitive and case.lang == "en"
        if clause and case.gates and alone and case.id in authored and len(case.prompt) <= _LONGEST:
            style = case.expected.style
            if policy.outcome(style) is policy.outcome(clause.style):
                text = " ".join(case.prompt.split())
                requests[clause.id].append(Request(text=text, clause=clause, parent=case.id))
    for clause in policy.clauses:
        requests[clause.id] += [
            Request(text=" ".join(example.prompt.split()), clause=clause)
            for example in clause.examples
            if example.style == clause.style and len(example.prompt) <= _LONGEST
        ]
    return requests
