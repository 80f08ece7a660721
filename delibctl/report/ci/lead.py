"""Which part of a policy the sentence on top is about, which way it moved, and whose it is."""

from collections.abc import Iterable, Iterator

from delibctl.compare.policies import Change, Compared, Direction, Evidence
from delibctl.compare.policies.owners import owners
from delibctl.report.ci.result import PolicyVerdict
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: The weightiest first: what may let something through comes before what does not.
_ORDER = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)
_MOVED = {
    Direction.LOOSENS: "loosened",
    Direction.UNKNOWN: "changed, unclear which way",
    Direction.TIGHTENS: "tightened",
    Direction.NEUTRAL: "changed without effect",
}


def moved(policy: PolicyVerdict, changes: Iterable[Change]) -> str:
    """Return the weightiest part of the changes and its direction; "" without changes.

    For example "illicit.forgery (owner: Legal) and 2 more loosened".
    """
    ordered = _by_weight(changes)
    if not ordered:
        return ""
    first = ordered[0]
    subjects = list(dict.fromkeys(change.subject for change in ordered))
    more = f" and {len(subjects) - 1} more" if len(subjects) > 1 else ""
    named = f"{one_line(first.subject, 60)}{_owner(first, policy.compared)}{more}"
    return f"{named} {_way(first)}"


def _way(change: Change) -> str:
    if change.is_of_tests:
        return f"changed ({one_line(change.message, 120)})"
    likely = " (likely)" if change.evidence is Evidence.LIKELY else ""
    return f"{_MOVED[change.direction]}{likely}"


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
    return f" (owner: {one_line(named, 60)})" if named else ""


def parts(changes: Iterable[Change]) -> str:
    """Return how many parts some changes are of."""
    return counted(len({(change.part, change.subject) for change in changes}), "part")
