"""The changes of meaning between two policies, their direction, and the version they need."""

from delibctl.compare.kinds import KINDS, Kind
from delibctl.compare.policies.approvals import Approval, Approvals, Spent, Status
from delibctl.compare.policies.change import Change, Part, fails
from delibctl.compare.policies.changed_parts import ChangedPart, changed_parts
from delibctl.compare.policies.compare import Compared, Comparison, compare_policies
from delibctl.compare.policies.contents import KnownContents, part_hashes
from delibctl.compare.policies.diff import PolicyDiff, policy_diff
from delibctl.compare.policies.gates import Gate, PolicyGate, needs_approval
from delibctl.compare.policies.opinions import Opinion, Vote, in_doubt
from delibctl.compare.policies.setting_changes import Setting
from delibctl.compare.policies.suppressed import Suppressed
from delibctl.compare.policies.tested import Tested
from delibctl.compare.policies.waivers import Waived, Waiver, waive
from delibctl.compare.scales import Bump, Direction, Evidence, Profile

__all__ = [
    "KINDS",
    "Approval",
    "Approvals",
    "Bump",
    "Change",
    "ChangedPart",
    "Compared",
    "Comparison",
    "Direction",
    "Evidence",
    "Gate",
    "Kind",
    "KnownContents",
    "Opinion",
    "Part",
    "PolicyDiff",
    "PolicyGate",
    "Profile",
    "Setting",
    "Spent",
    "Status",
    "Suppressed",
    "Tested",
    "Vote",
    "Waived",
    "Waiver",
    "changed_parts",
    "compare_policies",
    "fails",
    "in_doubt",
    "needs_approval",
    "part_hashes",
    "policy_diff",
    "waive",
]
