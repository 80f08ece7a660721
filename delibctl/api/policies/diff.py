"""Comparing two policies: the changes, and their directions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from delibctl.api.policies.approval_notes import stop_at_unfounded
from delibctl.api.policies.approvals import approvals_of
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.load import PolicyNotFound, open_by_id, open_policies
from delibctl.api.policies.waivers import load_waivers
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.compare.policies import Comparison, Gate, Profile, Tested, compare_policies
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.policy import Bundle, build, place_of


@dataclass(frozen=True, kw_only=True)
class Strictness:
    """The profile of breaking changes, and the file of accepted changes."""

    profile: Profile = Profile.BEHAVIOR
    waivers: Path | None = None


def diff_policies(
    workspace: Workspace,
    old: PolicyAt,
    new: PolicyAt,
    strictness: Strictness = Strictness(),
    gates: Sequence[Gate] = (),
) -> Comparison:
    """Compare the policies at two places, and apply the gates to the changes.

    Raises DelibctlError if a policy, its approvals or the file of waivers cannot be read, or if
    there are gates and an approval has expired or is of something unknown.
    """
    comparison = compare_places(workspace, old, new, strictness, gates)
    if gates:
        stop_at_unfounded(comparison, old, new)
    return comparison


def compare_places(
    workspace: Workspace,
    old: PolicyAt,
    new: PolicyAt,
    strictness: Strictness = Strictness(),
    gates: Sequence[Gate] = (),
) -> Comparison:
    """Compare the policies at two places, whatever the status of their approvals.

    Raises DelibctlError if a policy cannot be read, or is on neither side.
    """
    before, after = _sides(workspace, old, new)
    waivers = load_waivers(workspace, strictness.waivers) if strictness.waivers else ()
    ids = [tested.policy.id for tested in (*after, *before)]
    approvals = approvals_of(workspace, ids, new, old)
    return compare_policies(before, after, strictness.profile, tuple(gates), waivers, approvals)


def load_policies(workspace: Workspace, at: PolicyAt) -> tuple[Tested, ...]:
    """Return every policy at a place, with its cases."""
    return _tested(workspace, open_policies(at.path, at.files))


def _sides(
    workspace: Workspace, old: PolicyAt, new: PolicyAt
) -> tuple[tuple[Tested, ...], tuple[Tested, ...]]:
    """Return the old and the new policies; an old one may have been somewhere else."""
    before, after = (_load_if_any(workspace, at) for at in (old, new))
    if not before and isinstance(old.files, RevisionFiles):
        if not after:
            raise PolicyNotFound(
                f"neither {old.files.revision} nor this folder has {new.label}",
                next="check the path",
            )
        ids = {tested.policy.id for tested in after}
        before = _tested(workspace, open_by_id(ids, old.files.root, old.files))
    return before, after


def _load_if_any(workspace: Workspace, at: PolicyAt) -> tuple[Tested, ...]:
    try:
        return load_policies(workspace, at)
    except PolicyNotFound:
        if not at.optional:
            raise
        return ()


def _tested(workspace: Workspace, bundles: Iterable[Bundle]) -> tuple[Tested, ...]:
    today = workspace.today().isoformat()
    policies: list[Tested] = []
    for bundle in bundles:
        policy = build(bundle)
        cases = build_cases(bundle.cases, policy, today)
        find = partial(place_of, bundle)
        tested = Tested(file=bundle.policy.name, policy=policy, cases=cases, place_of=find)
        policies.append(tested)
    return tuple(policies)
