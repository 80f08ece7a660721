"""The approvals of policies: listing them with their status, and revoking some."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.api.policies.accept import Terms, stop_in_ci
from delibctl.api.policies.approval_notes import is_redone
from delibctl.api.policies.approvals import approvals_of
from delibctl.api.policies.approvals_file import approvals_path, load_approvals, save_approvals
from delibctl.api.policies.arguments import PolicyAt, policies_since
from delibctl.api.policies.diff import compare_places, load_policies
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Approval, KnownContents, Status
from delibctl.edge.git.identity import author
from delibctl.errors import DelibctlError
from delibctl.report.approvals.listing import ListedApproval
from delibctl.text.escape import encodable


def list_approvals(
    workspace: Workspace,
    path: Path | None,
    revision: str | None = None,
    ids: Sequence[str] = (),
) -> tuple[ListedApproval, ...]:
    """Return the approvals of the policies at a path with their status; with ids, only of those.

    With a revision, those that it does not have are marked as added, and come first. Without one,
    their status is that against the last commit, if it has the policies.
    """
    listed = _since(workspace, path, revision) if revision else _at_present(workspace, path)
    return tuple(entry for entry in listed if not ids or entry.approval.id in ids)


def _since(workspace: Workspace, path: Path | None, revision: str) -> Iterator[ListedApproval]:
    comparison = compare_places(workspace, *policies_since(workspace, path, revision))
    for compared in comparison.policies:
        present = compared.contents[1] if compared.approvals else {}
        for approval, status in compared.approvals:
            yield ListedApproval(
                policy=compared.policy.id,
                approval=approval,
                status=status,
                exists=approval.name in present,
                redone=is_redone(approval, compared),
            )


def _at_present(workspace: Workspace, path: Path | None) -> list[ListedApproval]:
    """Return the approvals in the order of their files, and none of them as added."""
    try:
        listed = list(_since(workspace, path, "HEAD"))
    except DelibctlError:
        # The last commit may lack the policies. A problem of the present files is raised again.
        listed = list(_without_history(workspace, path))
    unmarked = (replace(e, approval=replace(e.approval, added=False)) for e in listed)
    return sorted(unmarked, key=lambda e: (e.approval.place.file, e.approval.place.line))


def _without_history(workspace: Workspace, path: Path | None) -> Iterator[ListedApproval]:
    start = workspace.policy_or_default(path)
    place = PolicyAt(path=start, files=workspace.repository_files, label=str(start))
    policies = {tested.policy.id: tested for tested in load_policies(workspace, place)}
    approvals = approvals_of(workspace, policies, place)
    for name, tested in policies.items():
        present = tested.contents
        for approval, status in approvals.statuses(name, KnownContents(new=present)):
            yield ListedApproval(
                policy=name, approval=approval, status=status, exists=approval.name in present
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
            raise DelibctlError(
                f"{name} has no approval",
                next="see the list of approvals",
                usage="see the approvals: delibctl accept --list",
            )
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


def approvals_to_renew(
    listed: Iterable[ListedApproval], ids: Sequence[str]
) -> tuple[ListedApproval, ...]:
    """Return the approvals of these ids that expire or have expired, and whose text is current."""
    return tuple(
        entry
        for entry in listed
        if entry.approval.id in ids
        and entry.approval.expires
        and entry.status in (Status.VALID, Status.EXPIRED)
    )


def renew_approvals(
    workspace: Workspace, renewed: Iterable[ListedApproval], terms: Terms
) -> tuple[Path, ...]:
    """Write approvals with a new reason, date and last day, and return their files.

    Raises DelibctlError in a CI job, or if git does not know who approves.
    """
    stop_in_ci(workspace)
    by = encodable(author(workspace.absolute_folder, workspace.environment))
    of_policy: dict[str, set[tuple[object, ...]]] = {}
    for entry in renewed:
        of_policy.setdefault(entry.policy, set()).add(_key(entry.approval))
    files: list[Path] = []
    for policy, keys in of_policy.items():
        present = load_approvals(workspace.repository_files, approvals_path(workspace, policy))
        entries = (
            replace(
                entry, reason=terms.reason, by=by, date=workspace.today(), expires=terms.expires
            )
            if _key(entry) in keys
            else entry
            for entry in present
        )
        files.append(save_approvals(workspace, policy, entries))
    return tuple(files)


def _key(approval: Approval) -> tuple[object, ...]:
    return (*approval.name, approval.before, approval.after)
