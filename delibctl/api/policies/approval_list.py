"""The approvals of policies: listing them with their status, and revoking some."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.api.policies.accept import stop_in_ci
from delibctl.api.policies.approvals import approvals_of
from delibctl.api.policies.approvals_file import approvals_path, load_approvals, save_approvals
from delibctl.api.policies.arguments import PolicyAt, policies_against
from delibctl.api.policies.diff import compare_places, load_policies
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Approval, KnownContents, Status, part_hashes
from delibctl.errors import DelibctlError
from delibctl.report.approvals.listing import ListedApproval
from delibctl.text.suggest import nearest


def list_approvals(
    workspace: Workspace, path: Path | None, revision: str | None = None
) -> tuple[ListedApproval, ...]:
    """Return every approval of the policies at a path, with its status.

    With a revision, those that it does not have are marked as added, and come first.
    """
    if revision is not None:
        comparison = compare_places(workspace, *policies_against(workspace, path, revision))
        return tuple(
            ListedApproval(policy=compared.policy.id, approval=approval, status=status)
            for compared in comparison.policies
            for approval, status in compared.approvals
        )
    start = workspace.policy_or_default(path)
    place = PolicyAt(path=start, files=workspace.repository_files, label=str(start))
    policies = {tested.policy.id: tested.policy for tested in load_policies(workspace, place)}
    approvals = approvals_of(workspace, policies, place)
    return tuple(
        ListedApproval(policy=name, approval=replace(approval, added=False), status=status)
        for name, policy in policies.items()
        for approval, status in approvals.statuses(name, KnownContents(new=part_hashes(policy)))
    )


def approvals_to_revoke(
    listed: Iterable[ListedApproval], ids: Sequence[str] = ()
) -> tuple[ListedApproval, ...]:
    """Return the approvals of these ids; without ids, all that are not valid.

    Raises DelibctlError if there is no approval of an id.
    """
    approvals = tuple(listed)
    names = {entry.approval.id for entry in approvals}
    for name in ids:
        if name not in names:
            raise DelibctlError(f"no approval of {name!r}", next=nearest(name, names, "approval"))
    return tuple(
        entry
        for entry in approvals
        if (entry.approval.id in ids if ids else entry.status is not Status.VALID)
    )


def revoke_approvals(workspace: Workspace, revoked: Iterable[ListedApproval]) -> tuple[Path, ...]:
    """Remove approvals from their files, and return the files. Raises DelibctlError in a CI job."""
    stop_in_ci(workspace)
    of_policy: dict[str, set[tuple[object, ...]]] = {}
    for entry in revoked:
        of_policy.setdefault(entry.policy, set()).add(_key(entry.approval))
    return tuple(_without(workspace, policy, keys) for policy, keys in of_policy.items())


def _without(workspace: Workspace, policy: str, keys: set[tuple[object, ...]]) -> Path:
    present = load_approvals(workspace.repository_files, approvals_path(workspace, policy))
    remaining = (approval for approval in present if _key(approval) not in keys)
    return save_approvals(workspace, policy, remaining)


def _key(approval: Approval) -> tuple[object, ...]:
    return (*approval.name, approval.before, approval.after)
