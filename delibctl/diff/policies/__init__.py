"""What changed in meaning between two policies, in which direction, and whom it breaks."""

from delibctl.diff.policies.change import Change, fails
from delibctl.diff.policies.compare import (
    Compared,
    Comparison,
    Gate,
    Tested,
    compare_policies,
)
from delibctl.diff.policies.diff import PolicyDiff, policy_diff
from delibctl.diff.policies.kinds import KINDS, Kind
from delibctl.diff.policies.scales import Bump, Direction, Profile
from delibctl.diff.policies.waivers import Waived, Waiver, waive

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
