"""Changes of a policy in words: order, headline, and the words that differ."""

from collections import Counter
from collections.abc import Iterable

from delibctl.compare.policies import (
    Approval,
    Bump,
    Change,
    Compared,
    Comparison,
    Direction,
    Evidence,
    PolicyGate,
    fails,
)
from delibctl.report.policies.opinions import loosening_note, undecided_line
from delibctl.text.count import counted
from delibctl.text.escape import visible
from delibctl.text.words import Segment, compare

#: The order of a report. Unclear comes before tightening, as it may loosen.
ORDER = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)

#: The heading of each direction.
TITLES = {
    Direction.LOOSENS: "loosens",
    Direction.UNKNOWN: "unclear whether looser or stricter",
    Direction.TIGHTENS: "tightens",
    Direction.NEUTRAL: "neutral",
}

#: The order of counts in the line of a gate.
_COUNTED = (
    "loosens",
    "loosens (likely)",
    "unclear",
    "tightens",
    "tightens (likely)",
    "neutral",
    "neutral (likely)",
)

#: Cases listed for each change; JSON lists all.
_CASES = 6


def headline(comparison: Comparison) -> str:
    """Return one sentence to act on."""
    changes = comparison.changes
    if not changes:
        return "No changes."
    counts = {d: sum(change.direction is d for change in changes) for d in ORDER}
    verbs = {
        Direction.LOOSENS: "loosen",
        Direction.UNKNOWN: "unclear",
        Direction.TIGHTENS: "tighten",
        Direction.NEUTRAL: "neutral",
    }
    parts = ", ".join(f"{counts[d]} {verbs[d]}" for d in ORDER if counts[d])
    breaking = sum(fails(change, comparison.profile) for change in changes)
    cases = {case for change in changes for case in change.cases}
    return (
        f"{counted(len(changes), 'change')}: {parts}; {breaking} breaking under profile "
        f"{comparison.profile}; {counted(len(cases), 'case')} affected."
    )


def gate_line(result: PolicyGate, comparison: Comparison) -> str:
    """Return the verdict of a gate with a count of all changes."""
    counts = count_line(comparison)
    if result.failing:
        return f"FAILED on {counted(len(result.failing), 'change')}. {counts}"
    if result.undecided:
        return f"{undecided_line(result)}. {counts}"
    if result.unclear:
        unclear = counted(len(result.unclear), "unclear change")
        return f"passed, but it does not judge {unclear}. {counts}"
    return f"passed. {counts}"


def count_line(comparison: Comparison) -> str:
    """Return the changes counted, such as "2 changes: 1 loosens (likely), 1 approved"."""
    changes = comparison.changes
    if not changes:
        return "No changes."
    accepted = {
        id(change)
        for compared in comparison.policies
        for change, _ in (*compared.approved, *compared.waived)
    }
    counts = Counter(
        "approved" if id(change) in accepted else direction_words(change.direction, change.evidence)
        for change in changes
    )
    order = [*_COUNTED, "approved"]
    parts = (f"{counts[name]} {name}" for name in order if counts[name])
    counts_of_words = f"{counted(len(changes), 'change')}: {', '.join(parts)}"
    return counts_of_words + loosening_note(comparison)


def direction_words(direction: Direction, evidence: Evidence) -> str:
    """Return a direction with its evidence, such as "loosens (likely)" or "unclear"."""
    if direction is Direction.UNKNOWN:
        return "unclear"
    return f"{direction}{' (likely)' if evidence is Evidence.LIKELY else ''}"


def title(compared: Compared) -> str:
    """Return the policy, its versions, and the version that the changes need."""
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
    """Return the directions that occur, each with its changes in the order of the policy."""
    in_order = list(changes)
    groups = [(d, [change for change in in_order if change.direction is d]) for d in ORDER]
    return [(direction, group) for direction, group in groups if group]


def groups(compared: Compared) -> list[tuple[str, list[Change]]]:
    """Return the headings that occur, each with its changes; approved ones come first.

    Those that the branch approves precede those that were approved before.
    """
    approved_changes = [change for change, _ in compared.approved]
    identities = set(map(id, approved_changes))
    others = (change for change in compared.diff.changes if id(change) not in identities)
    first = [("approved", approved_changes)] if approved_changes else []
    return first + [(TITLES[d], changes) for d, changes in sorted_by_direction(others)]


def acceptances(compared: Compared) -> dict[int, str]:
    """Return who accepted a change and why, by the identity of the change."""
    notes = {id(c): f"accepted by {waiver.by}: {waiver.reason}" for c, waiver in compared.waived}
    for change, approval in compared.approved:
        notes[id(change)] = approval_note(approval)
    return notes


def approval_note(approval: Approval) -> str:
    """Return who approved, when and why, such as "approved by Ada on 2026-12-01: reason"."""
    until = f", until {approval.expires}" if approval.expires else ""
    return f"approved by {approval.by} on {approval.date}{until}: {approval.reason}"


def where(change: Change) -> str:
    """Return file and line; with `old` if the text was there before the change."""
    if not change.place.file:
        return ""
    return f"{'old ' if change.side == 'old' else ''}{visible(str(change.place))}"


def cases(change: Change) -> str:
    """Return the first cases that a change affects."""
    if not change.cases:
        return ""
    first = ", ".join(change.cases[:_CASES])
    more = f" and {len(change.cases) - _CASES} more" if len(change.cases) > _CASES else ""
    return f"{counted(len(change.cases), 'case')}: {first}{more}"


def used_by(change: Change) -> str:
    """Return the first clauses that a change affects beyond its own subject."""
    clauses = [id for id in change.clauses if id != change.subject]
    if not clauses:
        return ""
    more = f" and {len(clauses) - _CASES} more" if len(clauses) > _CASES else ""
    return f"also affects {', '.join(clauses[:_CASES])}{more}"


def texts(change: Change) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the segments of before and after; empty if the message already shows both."""
    before, after = (visible(text or "") for text in (change.before, change.after))
    if all(text in change.message for text in (before, after)):
        return (), ()
    if not before or not after:
        return _unchanged(before), _unchanged(after)
    return compare(before, after)


def _unchanged(text: str) -> tuple[Segment, ...]:
    return (Segment(text=text, kind="same"),) if text else ()
