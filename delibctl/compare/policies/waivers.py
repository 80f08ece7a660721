"""Changes that a person has accepted, each exactly as it was."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.compare.policies.change import Change


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """One accepted change: its class, its subject, and the hashes of its content."""

    code: str
    id: str
    from_hash: str
    to_hash: str
    reason: str
    by: str

    def matches(self, change: Change) -> bool:
        """Whether this is the very change that was accepted."""
        return (self.code, self.id, self.from_hash, self.to_hash) == (
            change.kind.code,
            change.subject,
            change.before_hash,
            change.after_hash,
        )


@dataclass(frozen=True, kw_only=True)
class Waived:
    """Changes that stand, those that are accepted with their waiver, and waivers of nothing."""

    kept: tuple[Change, ...]
    waived: tuple[tuple[Change, Waiver], ...]
    unused: tuple[Waiver, ...]


def waive(changes: Iterable[Change], waivers: Iterable[Waiver]) -> Waived:
    """Hold changes against waivers; the first that matches is the one that is used."""
    given = tuple(waivers)
    kept: list[Change] = []
    waived: list[tuple[Change, Waiver]] = []
    for change in changes:
        waiver = next((one for one in given if one.matches(change)), None)
        if waiver:
            waived.append((change, waiver))
        else:
            kept.append(change)
    used = {waiver for _, waiver in waived}
    unused = tuple(waiver for waiver in given if waiver not in used)
    return Waived(kept=tuple(kept), waived=tuple(waived), unused=unused)
