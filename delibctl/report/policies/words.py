"""What the reports of a changed policy have in common: order, headline, the words that differ."""

from collections.abc import Iterable

from delibctl.compare.policies import Bump, Change, Compared, Comparison, Direction, fails
from delibctl.text.count import counted
from delibctl.text.escape import visible
from delibctl.text.words import Segment, compare

#: What to look at first. Unknown stands before what tightens: nobody has shown that it does.
ORDER = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)

#: What each direction is called above its changes.
TITLES = {
    Direction.LOOSENS: "loosens",
    Direction.UNKNOWN: "unclear whether looser or stricter",
    Direction.TIGHTENS: "tightens",
    Direction.NEUTRAL: "neutral",
}

#: Cases listed of each change; json lists all.
_CASES = 6


def headline(comparison: Comparison) -> str:
    """One sentence to act on."""
    changes = comparison.changes
    if not changes:
        return "No change."
    counts = {d: sum(change.direction is d for change in changes) for d in ORDER}
    said = {
        Direction.LOOSENS: "loosen",
        Direction.UNKNOWN: "unclear",
        Direction.TIGHTENS: "tighten",
        Direction.NEUTRAL: "neutral",
    }
    parts = ", ".join(f"{counts[d]} {said[d]}" for d in ORDER if counts[d])
    breaking = sum(fails(change, comparison.profile) for change in changes)
    cases = {case for change in changes for case in change.cases}
    return (
        f"{counted(len(changes), 'change')}: {parts}; {breaking} breaking under profile "
        f"{comparison.profile}; {counted(len(cases), 'case')} touched."
    )


def title(compared: Compared) -> str:
    """The policy, its versions, and the version that the changes call for."""
    policy, diff = compared.policy, compared.diff
    if compared.old is None or compared.new is None:
        return f"{policy.title} ({policy.id}): {'new' if compared.old is None else 'removed'}"
    versions = (
        diff.new_version
        if diff.old_version == diff.new_version
        else f"{diff.old_version} -> {diff.new_version}"
    )
    if diff.required_bump is Bump.NONE:
        return f"{policy.title} ({policy.id}), version {versions}; no new version needed"
    return (
        f"{policy.title} ({policy.id}), version {versions}; the changes need a new "
        f"{diff.required_bump} version"
    )


def sorted_by_direction(changes: Iterable[Change]) -> list[tuple[Direction, list[Change]]]:
    """The directions that there are, each with its changes in the order of the policy."""
    found = list(changes)
    groups = [(d, [change for change in found if change.direction is d]) for d in ORDER]
    return [(direction, group) for direction, group in groups if group]


def where(change: Change) -> str:
    """File and line; `old` where what is gone stood there."""
    if not change.place.file:
        return ""
    return f"{'old ' if change.side == 'old' else ''}{visible(str(change.place))}"


def cases(change: Change) -> str:
    """The cases that a change touches, cut short."""
    if not change.cases:
        return ""
    named = ", ".join(change.cases[:_CASES])
    more = f" and {len(change.cases) - _CASES} more" if len(change.cases) > _CASES else ""
    return f"{counted(len(change.cases), 'case')}: {named}{more}"


def used_by(change: Change) -> str:
    """The clauses that a change reaches beyond its own subject, cut short."""
    others = [id for id in change.clauses if id != change.subject]
    if not others:
        return ""
    more = f" and {len(others) - _CASES} more" if len(others) > _CASES else ""
    return f"reaches {', '.join(others[:_CASES])}{more}"


def texts(change: Change) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Before and after, cut into what is the same and what is not; empty where there is none."""
    before, after = (visible(text or "") for text in (change.before, change.after))
    if all(text in change.message for text in (before, after)):
        return (), ()  # the message says it all
    if not before or not after:
        return _whole(before), _whole(after)
    return compare(before, after)


def _whole(text: str) -> tuple[Segment, ...]:
    return (Segment(text=text, kind="same"),) if text else ()
