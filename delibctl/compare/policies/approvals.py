"""Approvals: changes of a part of a policy that a person approved, each with its exact content."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from delibctl.compare.policies.change import Change, Part
from delibctl.compare.policies.contents import KnownContents, PartName, part_title
from delibctl.compare.scales import Direction, Evidence
from delibctl.model import Place


class Spent(StrEnum):
    """Why an approval of the base does not count for making its change again."""

    TAKEN_BACK = "taken back"
    UNREAD = "unread"


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The approval of a change of one part, from one content to another.

    `before` and `after` are hashes of the content of the part, "" if it did not exist. `direction`
    and `evidence`: as shown to the approver. `expires`: the last day on which it counts. `added`:
    it is not among the approvals of the earlier revision. `unused`: it is, and the history of the
    base never had its change. `spent`: why it does not count again.
    """

    part: Part
    id: str
    before: str
    after: str
    direction: Direction
    evidence: Evidence
    reason: str
    by: str
    date: datetime.date
    expires: datetime.date | None = None
    place: Place
    added: bool = True
    unused: bool = False
    spent: Spent | None = None

    @property
    def name(self) -> PartName:
        """The name of the part."""
        return self.part, self.id

    @property
    def title(self) -> str:
        """The part in words, such as "clause refunds.how"."""
        return part_title(*self.name)

    @property
    def is_open(self) -> bool:
        """True if its change may still be made: no earlier revision is known to have had it."""
        return (self.added or self.unused) and not self.spent

    def covers(self, change: Change) -> bool:
        """Return True if this approves exactly the change of the part.

        One that the earlier revision has too covers nothing, unless it is known to be unused.
        """
        content = (change.part_before, change.part_after)
        named = self.name == (change.part, change.subject)
        return self.is_open and named and any(content) and (self.before, self.after) == content


class Status(StrEnum):
    """The state of an approval.

    Valid: the part has the approved content. Lapsed: its content changed again, or the earlier
    revision has the approval but no longer the content. Expired: the
    content is the approved one, but the last day has passed. Unknown: the part, or the contents
    before and after, are of no policy that is compared.
    """

    VALID = "valid"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def status_of(approval: Approval, contents: KnownContents, today: datetime.date) -> Status:
    """Return the status of an approval. Only one that the branch adds is unknown by its content."""
    name = approval.name
    if approval.added and contents.old is not None:
        texts = (approval.before, approval.after)
        if not contents.has_part(name) or not any(contents.has_content(name, t) for t in texts):
            return Status.UNKNOWN
    if not approval.before and not approval.after:
        return Status.UNKNOWN
    if contents.new.get(name, "") == approval.after:
        earlier = approval.after if contents.old is None else contents.old.get(name, "")
        if not approval.is_open and earlier != approval.after:
            return Status.LAPSED
        has_expired = approval.expires is not None and approval.expires < today
        return Status.EXPIRED if has_expired else Status.VALID
    if contents.old is None and name not in contents.new:
        return Status.UNKNOWN
    return Status.LAPSED


@dataclass(frozen=True, kw_only=True)
class Approvals:
    """The approvals of each policy by its id, and the date that decides which have expired."""

    of_policy: Mapping[str, tuple[Approval, ...]]
    today: datetime.date

    def statuses(self, policy: str, contents: KnownContents) -> tuple[tuple[Approval, Status], ...]:
        """Return the approvals of a policy with their status, those that the branch adds first."""
        approvals = sorted(self.of_policy.get(policy, ()), key=lambda each: not each.added)
        return tuple((each, status_of(each, contents, self.today)) for each in approvals)


def approved(
    changes: Iterable[Change], approvals: Iterable[Approval]
) -> tuple[tuple[Change, Approval], ...]:
    """Return the changes that an approval covers."""
    candidates = tuple(approvals)
    return tuple(
        (change, approval)
        for change in changes
        if (approval := next((each for each in candidates if each.covers(change)), None))
    )
