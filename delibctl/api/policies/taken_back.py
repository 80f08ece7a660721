"""An approval counts once: one whose change the base has held and taken back covers no other.

The files of the base cannot tell such an approval from one that was merged before its change, but
the history of the base can. It is read only if an approval of the base would cover a change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from delibctl.api.policies.approvals_file import load_approvals
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.base import tested
from delibctl.api.policies.configurations import settings_at
from delibctl.api.policies.configured_cases import with_configuration
from delibctl.api.policies.load import sound
from delibctl.api.policies.opened import Opened
from delibctl.api.policies.opening import open_folder
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Approval, Approvals, Compared, Comparison, Spent, Status
from delibctl.compare.policies.contents import PartName
from delibctl.edge.git.first_parents import first_parents
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.model import Place

#: Commits that are read at most.
_MOST = 100
_NOWHERE = Place(file="")


def with_history(
    workspace: Workspace, comparison: Comparison, approvals: Approvals, new: PolicyAt
) -> Approvals:
    """Return the approvals, with which of the base are unused, and why the others do not count.

    Only those are followed that cover a change: where just the base approves, all of them, and else
    those that the branch does not add.
    """
    base = new.history
    if base is None:
        return approvals
    known: dict[Approval, Approval] = {}
    for compared in comparison.policies:
        used = [
            approval
            for approval, status in compared.approvals
            if (new.approvals is not None or not approval.added)
            and status not in (Status.EXPIRED, Status.UNKNOWN)
            and _would_cover(approval, compared)
        ]
        if used:
            known |= _followed(workspace, base, compared.policy.id, used)
    of_policy = {
        policy: tuple(known.get(each, each) for each in entries)
        for policy, entries in approvals.of_policy.items()
    }
    return replace(approvals, of_policy=of_policy) if known else approvals


def _would_cover(approval: Approval, compared: Compared) -> bool:
    """Return True if an approval is of a change, whether or not it counts."""
    changes = (*compared.standing, *(change for change, _ in compared.approved))
    return any(replace(approval, added=True).covers(change) for change in changes)


def _followed(
    workspace: Workspace, base: RevisionFiles, policy: str, used: Iterable[Approval]
) -> dict[Approval, Approval]:
    """Return those approvals of the base as its history leaves them."""
    present = _approvals_in(base)
    # One that the base has revoked since stays without effect.
    held = [each for each in used if present is None or _content(each) in present]
    spent = _spent(workspace, base, policy, held)
    return {
        each: replace(each, spent=spent.get(each), unused=not each.added and each not in spent)
        for each in held
    }


def _spent(
    workspace: Workspace, base: RevisionFiles, policy: str, used: Iterable[Approval]
) -> dict[Approval, Spent]:
    """Return those approvals whose change was taken back, or whose history cannot be read."""
    spent: dict[Approval, Spent] = {}
    # One whose text the base has now was not taken back: the branch makes the same change.
    now = _contents(workspace, base, policy)
    followed = [each for each in used if now is None or now.get(each.name, "") != each.after]
    commits = first_parents(base, _MOST + 1) if followed else []
    for commit in commits[:_MOST]:
        files = workspace.revision_files(commit, base.root)
        present = _approvals_in(files)
        # Before it appeared, an approval was not used.
        followed = [each for each in followed if present is None or _content(each) in present]
        if not followed:
            return spent
        contents = _contents(workspace, files, policy)
        for approval in tuple(followed):
            if present is None or contents is None:
                spent[approval] = Spent.UNREAD
            elif contents.get(approval.name, "") == approval.after:
                spent[approval] = Spent.TAKEN_BACK
                followed.remove(approval)
    if len(commits) > _MOST or base.repository.is_shallow():
        spent |= dict.fromkeys(followed, Spent.UNREAD)
    return spent


def _content(approval: Approval) -> Approval:
    return replace(approval, place=_NOWHERE, added=True, unused=False, spent=None)


def _approvals_in(files: RevisionFiles) -> set[Approval] | None:
    """Return the approvals anywhere in a revision; None if a file of them cannot be read."""
    try:
        found = [
            load_approvals(files, files.root / name)
            for name in files.match("", "**/accepted/*/changes.yaml")
        ]
    except DelibctlError:
        return None
    return {_content(approval) for entries in found for approval in entries}


def _contents(
    workspace: Workspace, files: RevisionFiles, policy: str
) -> dict[PartName, str] | None:
    """Return the hashes of the parts of a policy in a revision; None if they cannot be read."""
    try:
        found = list(_policies(workspace, files, policy))
    except DelibctlError:
        return None
    return found[0] if len(found) == 1 else None


def _policies(
    workspace: Workspace, files: RevisionFiles, policy: str
) -> Iterator[dict[PartName, str]]:
    for bundle in open_folder(files.root, files).bundles:
        head = bundle.policy.data.get("policy") if isinstance(bundle.policy.data, dict) else None
        if not isinstance(head, dict) or head.get("id") != policy:
            continue
        path = files.root / bundle.policy.name
        found = tested(workspace, sound(path, Opened(bundles=[bundle]), files))
        settings = settings_at(workspace, files) or settings_at(workspace, files, path.parent)
        if settings is not None:
            place = PolicyAt(path=path, files=files, label=files.revision)
            found = tuple(with_configuration(workspace, place, found, settings))
        yield from (each.contents for each in found)
