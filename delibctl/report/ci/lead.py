"""Which part of a policy the sentence on top is about, which way it moved, and whose it is."""

from collections.abc import Iterable, Iterator

from delibctl.compare.policies import Change, Compared, Direction, Evidence
from delibctl.compare.policies.owners import owners
from delibctl.report.ci.result import PolicyVerdict
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: The weightiest first: what may let something through comes before what does not.
_ORDER = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)
_VERBS = {
    Direction.LOOSENS: "loosens",
    Direction.UNKNOWN: "changes",
    Direction.TIGHTENS: "tightens",
    Direction.NEUTRAL: "changes",
}


def moved(policy: PolicyVerdict, changes: Iterable[Change]) -> str:
    """Return what the edit does to the weightiest part, and how many others there are; "" if none.

    For example "the edit loosens clause illicit.forgery (owner: Legal) and changes 2 other parts".
    """
    if policy.compared and policy.compared.new is None:
        return f"the branch removes the policy {one_line(policy.id, 60)}"
    ordered = _by_weight(changes)
    if ordered and policy.is_new:
        return f"the branch adds the policy {one_line(policy.id, 60)}"
    if not ordered:
        return ""
    first = ordered[0]
    beside = "; ".join(filter(None, (_owner(first, policy.compared), _how(first))))
    named = f"{part_name(first)} ({beside})" if beside else part_name(first)
    others = {(change.part, change.subject) for change in ordered} - {(first.part, first.subject)}
    more = f" and changes {counted(len(others), 'other part')}" if others else ""
    return f"the edit {_verb(first)} {named}{more}"


def part_name(change: Change) -> str:
    """Return what changed, such as "clause illicit.forgery"; the policy itself has no name here."""
    if change.part == change.subject:
        return f"the {change.part}"
    return f"{change.part} {one_line(change.subject, 60)}"


def _verb(change: Change) -> str:
    likely = "likely " if change.evidence is Evidence.LIKELY else ""
    return "changes" if change.is_of_tests else f"{likely}{_VERBS[change.direction]}"


def _how(change: Change) -> str:
    """Return what the verb does not say."""
    if change.is_of_tests:
        return one_line(change.message, 120)
    is_unclear = change.direction is Direction.UNKNOWN
    return "unclear whether it allows more or less now" if is_unclear else ""


def subject(changes: Iterable[Change]) -> str:
    """Return the only subject of some changes; "" if there are several or none."""
    subjects = {change.subject for change in changes}
    return subjects.pop() if len(subjects) == 1 else ""


def worth_telling(policy: PolicyVerdict) -> Iterator[Change]:
    """Yield the changes that may alter an answer, or that test less."""
    for change in policy.compared.diff.changes if policy.compared else ():
        if change.direction is not Direction.NEUTRAL:
            yield change


def _by_weight(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda c: (c.is_of_tests, _ORDER.index(c.direction)))


def _owner(change: Change, compared: Compared | None) -> str:
    if compared is None:
        return ""
    before, after = owners(change, compared.old, compared.new)
    named = after or before
    return f"owner: {one_line(named, 60)}" if named else ""
