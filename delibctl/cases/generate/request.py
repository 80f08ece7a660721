"""What a user may ask that one clause governs: what strategies are made over."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.model import Case, Clause, Policy

#: Longer prompts make wrappers that nobody reads.
_LONGEST = 400


@dataclass(frozen=True, kw_only=True)
class Request:
    """`parent` is the id of the case it is taken from; None where it is from an example."""

    text: str
    clause: Clause
    parent: str | None = None


def requests_of(
    policy: Policy, cases: Iterable[Case], written: frozenset[str]
) -> dict[str, list[Request]]:
    """By clause: the prompts of accepted cases in English that were `written`, then examples.

    A case that was generated is no request: wrappers around wrappers would grow without end.
    """
    found: dict[str, list[Request]] = {id: [] for id in policy.clause_by_id}
    for case in cases:
        clause = policy.clause_by_id.get(case.expected.primary or "")
        alone = len(case.messages) == 1 and not case.sensitive and case.lang == "en"
        if clause and case.gates and alone and case.id in written and len(case.prompt) <= _LONGEST:
            style = case.expected.style
            if policy.outcome(style) is policy.outcome(clause.style):
                text = " ".join(case.prompt.split())
                found[clause.id].append(Request(text=text, clause=clause, parent=case.id))
    for clause in policy.clauses:
        found[clause.id] += [
            Request(text=" ".join(example.prompt.split()), clause=clause)
            for example in clause.examples
            if example.style == clause.style and len(example.prompt) <= _LONGEST
        ]
    return found
