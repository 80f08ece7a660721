"""Approvals: changes of a part of a policy that a person approved, each with its exact content."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.compare.policies.change import Change, Part
from delibctl.compare.policies.contents import PartName
from delibctl.compare.scales import Direction
from delibctl.model import Place


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The approval of a change of one part, from one content to another.

    `before` and `after` are hashes of the content of the part, "" if it did not exist. `added`: it
    is not among the approvals of the earlier revision. `direction`: as shown to the approver.
    """

    part: Part
    id: str
    before: str
    after: str
    direction: Direction
    reason: str
    by: str
    date: datetime.date
    expires: datetime.date | None = None
    place: Place
    added: bool = True

    @property
    def name(self) -> PartName:
        """The name of the part."""
        return self.part, self.id

    def covers(self, change: Change) -> bool:
        """Return True if this approves exactly the change of the part."""
        content = (change.part_before, change.part_after)
        return self.name == (change.part, change.subject) and (self.before, self.after) == content


def approved(
    changes: Iterable[Change], approvals: Iterable[Approval]
) -> tuple[tuple[Change, Approval], ...]:
    """Return the changes that an approval covers, those that the branch adds first."""
    candidates = sorted(approvals, key=lambda approval: not approval.added)
    pairs = [
        (change, approval)
        for change in changes
        if (approval := next((one for one in candidates if one.covers(change)), None))
    ]
    return tuple(sorted(pairs, key=lambda pair: not pair[1].added))
