"""Waivers: changes that a person accepted, each with its exact content."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.compare.policies.change import Change


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One accepted change: its kind, its subject, and the hashes of its content."""

    code: str
    id: str
    from_hash: str
    to_hash: str
    reason: str
    by: str

    def matches(self, change: Change) -> bool:
        """Return True if the waiver accepts exactly this change."""
        return (self.code, self.id, self.from_hash, self.to_hash) == (
            change.kind.code,
            change.subject,
            change.before_hash,
            change.after_hash,
        )


@dataclass(frozen=True, kw_only=True)
class Waived:
    """Open changes, accepted changes with their waiver, and waivers that match no change."""

    unwaived: tuple[Change, ...]
    waived: tuple[tuple[Change, Waiver], ...]
    unused: tuple[Waiver, ...]


def waive(changes: Iterable[Change], waivers: Iterable[Waiver]) -> Waived:
    """Match changes with waivers; the first waiver that matches is used."""
    candidates = tuple(waivers)
    unwaived: list[Change] = []
    waived: list[tuple[Change, Waiver]] = []
    for change in changes:
        waiver = next((w for w in candidates if w.matches(change)), None)
        if waiver:
            waived.append((change, waiver))
        else:
            unwaived.append(change)
    used = {waiver for _, waiver in waived}
    unused = tuple(waiver for waiver in candidates if waiver not in used)
    return Waived(unwaived=tuple(unwaived), waived=tuple(waived), unused=unused)
