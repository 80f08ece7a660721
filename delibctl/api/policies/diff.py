"""Two policies against each other: what changed, and in which direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.load import open_policies
from delibctl.api.policies.waivers import load_waivers
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.compare.policies import Comparison, Gate, Profile, Tested, compare_policies
from delibctl.policy import build


@dataclass(frozen=True, kw_only=True)
class Strictness:
    """What counts as breaking, and the file of the changes that were accepted."""

    profile: Profile = Profile.BEHAVIOR
    waivers: Path | None = None


def diff_policies(
    workspace: Workspace,
    old: PolicyAt,
    new: PolicyAt,
    strictness: Strictness = Strictness(),
    gates: Sequence[Gate] = (),
) -> Comparison:
    """Compare the policies at two places, and hold the changes against the gates.

    Raises DelibctlError if a policy cannot be read, or the waivers cannot.
    """
    before, after = _load(workspace, old), _load(workspace, new)
    waivers = load_waivers(workspace, strictness.waivers) if strictness.waivers else ()
    return compare_policies(before, after, strictness.profile, tuple(gates), waivers)


def _load(workspace: Workspace, at: PolicyAt) -> tuple[Tested, ...]:
    """Return every policy at a place, with its cases."""
    today = workspace.today().isoformat()
    policies: list[Tested] = []
    for bundle in open_policies(at.path, at.files):
        policy = build(bundle)
        cases = build_cases(bundle.cases, policy, today)
        policies.append(Tested(file=bundle.policy.name, policy=policy, cases=cases))
    return tuple(policies)
