"""The changed parts of a policy: all changes of a part are approved together."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.compare.policies.change import Change, Part
from delibctl.compare.policies.contents import PartName, part_title
from delibctl.compare.policies.gates import needs_approval
from delibctl.compare.scales import Direction, Evidence

#: From the direction that needs an approval most to the one that needs it least.
_LOOSEST = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)
_STRONGEST = tuple(Evidence)


@dataclass(frozen=True, kw_only=True)
class ChangedPart:
    """A part with its changes, and the hashes of its content before and after."""

    part: Part
    id: str
    before: str
    after: str
    changes: tuple[Change, ...]

    @property
    def name(self) -> PartName:
        """The name of the part."""
        return self.part, self.id

    @property
    def title(self) -> str:
        """The part in words, such as "clause refunds.how"."""
        return part_title(*self.name)

    @property
    def loosest(self) -> Change:
        """The change with the loosest direction, and the strongest evidence for it."""
        return min(
            self.changes,
            key=lambda c: (_LOOSEST.index(c.direction), _STRONGEST.index(c.evidence)),
        )

    @property
    def needs_approval(self) -> bool:
        """True if the gate `unapproved` fails on any of its changes."""
        return any(map(needs_approval, self.changes))


def changed_parts(changes: Iterable[Change]) -> tuple[ChangedPart, ...]:
    """Return the changed parts in the order of their first change.

    Leaves out changes without content, such as that of the version: nobody can approve them.
    """
    groups: dict[tuple[Part, str, str, str], list[Change]] = {}
    for change in changes:
        if change.part_before or change.part_after:
            key = (change.part, change.subject, change.part_before, change.part_after)
            groups.setdefault(key, []).append(change)
    return tuple(
        ChangedPart(part=part, id=id, before=before, after=after, changes=tuple(group))
        for (part, id, before, after), group in groups.items()
    )
