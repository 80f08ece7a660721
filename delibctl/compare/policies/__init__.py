"""The changes of meaning between two policies, their direction, and the version they need."""

from delibctl.compare.policies.change import Change, fails
from delibctl.compare.policies.compare import Compared, Comparison, Gate, Tested, compare_policies
from delibctl.compare.policies.diff import PolicyDiff, policy_diff
from delibctl.compare.policies.kinds import KINDS, Kind
from delibctl.compare.policies.waivers import Waived, Waiver, waive
from delibctl.compare.scales import Bump, Direction, Profile

__all__ = [
    "KINDS",
    "Bump",
    "Change",
    "Compared",
    "Comparison",
    "Direction",
    "Gate",
    "Kind",
    "PolicyDiff",
    "Profile",
    "Tested",
    "Waived",
    "Waiver",
    "compare_policies",
    "fails",
    "policy_diff",
    "waive",
]
