"""Cases that got worse only because they expect what the clause asked for before the edit."""

from collections.abc import Iterator

from delibctl.report.ci.amounts import regressed
from delibctl.report.ci.result import PolicyVerdict


def former_expectations(policy: PolicyVerdict) -> tuple[str, ...]:
    """Return where each case that got worse still expects the former style of its clause.

    Empty if one of them got worse for another reason: then no expectation explains the drop.
    """
    places = list(_places(policy))
    return tuple(place for place in places if place) if all(places) else ()


def _places(policy: PolicyVerdict) -> Iterator[str]:
    """Yield the place of each case that got worse; "" for one whose expectation is not former."""
    old, new = policy.compared.tested if policy.compared else (None, None)
    cases = {case.id: case for case in new.cases} if new else {}
    for id in regressed(policy.measured):
        case = cases.get(id)
        clause = case.expected.primary if case else None
        if not (old and new and case and clause):
            yield ""
            continue
        before, after = (
            side.policy.clause_by_id[clause].style if clause in side.policy.clause_by_id else ""
            for side in (old, new)
        )
        is_former = case.expected.style == before != after and not case.expected.outcomes
        yield str(new.place_of("case", id)) if is_former else ""
