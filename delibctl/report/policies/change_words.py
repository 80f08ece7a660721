"""One change of a policy in words: its direction with the evidence, its texts, what it affects."""

import re

from delibctl.compare.policies import Approval, Change, Compared, Direction, Evidence, Waiver
from delibctl.compare.policies.owners import owners
from delibctl.text.count import counted
from delibctl.text.escape import one_line, visible
from delibctl.text.excerpts import excerpt
from delibctl.text.words import Segment, aligned, sides

#: A full stop, but not the last dot of an ellipsis.
_FULL_STOP = re.compile(r"(?<!\.)\.$")
#: Cases and clauses listed for each change; JSON lists all.
_LISTED = 6
#: Characters of an owner.
_OWNER = 80


def verdict(change: Change) -> str:
    """Return the direction with its evidence, such as "loosens (likely)"; "unclear" has none."""
    if change.direction is Direction.UNKNOWN:
        return "unclear"
    return f"{change.direction} ({change.evidence})"


def line(change: Change) -> str:
    """Return the message with the direction, such as "'must' became 'may': loosens (likely)"."""
    is_neutral = change.direction is Direction.NEUTRAL and change.evidence is Evidence.PROVEN
    if is_neutral or change.is_of_tests:
        return change.message
    return f"{change.message}: {verdict(change)}"


def texts(change: Change) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return excerpts of before and after; empty if the message already shows both."""
    before, after = (visible(text or "") for text in (change.before, change.after))
    if all(text in change.message for text in (before, after)):
        return (), ()
    if not before or not after:
        return _unchanged(before), _unchanged(after)
    return sides(excerpt(aligned(before, after)))


def _unchanged(text: str) -> tuple[Segment, ...]:
    return (Segment(text=text, kind="same"),) if text else ()


def joined(*sentences: str) -> str:
    """Return the non-empty sentences on one line, without full stops before the semicolons."""
    *others, last = filter(None, sentences)
    return "; ".join([*(_FULL_STOP.sub("", sentence) for sentence in others), last])


def where(change: Change) -> str:
    """Return file and line; with `old` if the text was there before the change."""
    if not change.place.file:
        return ""
    return f"{'old ' if change.side == 'old' else ''}{visible(str(change.place))}"


def owner(change: Change, compared: Compared) -> str:
    """Return who owns what changed; both if the owner changed too, "" if none is named."""
    before, after = owners(change, compared.old, compared.new)
    if before and after and before != after:
        return f"owner: {one_line(after, _OWNER)}, before {one_line(before, _OWNER)}"
    named = after or before
    return f"owner: {one_line(named, _OWNER)}" if named else ""


def cases(change: Change) -> str:
    """Return the first cases that a change affects."""
    if not change.cases:
        return ""
    return f"{counted(len(change.cases), 'case')}: {_listed(change.cases)}"


def used_by(change: Change) -> str:
    """Return the first clauses that a change affects beyond its own subject."""
    clauses = tuple(id for id in change.clauses if id != change.subject)
    return f"also affects {_listed(clauses)}" if clauses else ""


def _listed(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _LISTED} more" if len(ids) > _LISTED else ""
    return f"{', '.join(ids[:_LISTED])}{more}"


def approval_note(approval: Approval) -> str:
    """Return who approved, when and why, such as "approved by Ada on 2026-12-01: reason"."""
    until = f", until {approval.expires}" if approval.expires else ""
    return f"approved by {approval.by} on {approval.date}{until}: {approval.reason}"


def waiver_note(waiver: Waiver) -> str:
    """Return who accepted a change, and why."""
    return f"accepted by {waiver.by}: {waiver.reason}"
