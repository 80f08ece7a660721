"""An approval to list, as data."""

from dataclasses import dataclass

from delibctl.compare.policies import Approval, Status


@dataclass(frozen=True, kw_only=True)
class ListedApproval:
    """An approval of a change of a policy, with its status.

    `exists`: the policy has the part now. `redone`: the earlier version has the approval, which
    does not count for making its change again.
    """

    policy: str
    approval: Approval
    status: Status
    exists: bool = True
    redone: bool = False
