"""The approvals that count in a comparison, and those that no comparison may rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from shlex import quote

from delibctl.api.policies.approvals_file import approvals_path, load_approvals
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.load import Tree
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import (
    Approval,
    Approvals,
    Compared,
    Comparison,
    Status,
    part_hashes,
)
from delibctl.edge.git.repository import merge_base
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.text.suggest import nearest

_NOWHERE = Place(file="")


def approvals_of(
    workspace: Workspace, policies: Iterable[str], new: PolicyAt, old: PolicyAt | None = None
) -> Approvals:
    """Return the approvals of some policies at the new place.

    Marks those as added that the old revision does not have; all of them without a revision.
    Raises DelibctlError if a file of the new place cannot be read as approvals.
    """
    of_policy: dict[str, tuple[Approval, ...]] = {}
    for policy in dict.fromkeys(policies):
        path = approvals_path(workspace, policy)
        approvals = load_approvals(new.files, path)
        earlier = _earlier(workspace, path, new, old) if approvals and old else frozenset()
        of_policy[policy] = tuple(
            replace(approval, added=_content(approval) not in earlier) for approval in approvals
        )
    return Approvals(of_policy=of_policy, today=workspace.today())


def _content(approval: Approval) -> Approval:
    """Return the approval without its place and the mark that it is added."""
    return replace(approval, place=_NOWHERE, added=True)


def _earlier(workspace: Workspace, path: Path, new: PolicyAt, old: PolicyAt) -> frozenset[Approval]:
    """Return the approvals of the old revision, and of the one where the new one branched off.

    A file that cannot be read there has none: only the new one must be sound.
    """
    approvals: set[Approval] = set()
    for files in _revisions(workspace, new.files, old.files):
        try:
            approvals.update(map(_content, load_approvals(files, path)))
        except DelibctlError:
            continue
    return frozenset(approvals)


def _revisions(workspace: Workspace, new: Tree, old: Tree) -> Iterator[RevisionFiles]:
    if not isinstance(old, RevisionFiles):
        return
    yield old
    head = new.commit if isinstance(new, RevisionFiles) else "HEAD"
    base = merge_base(workspace.absolute_folder, old.commit, head)
    if base and base != old.commit:
        yield workspace.revision_files(base)


def stop_at_unfounded(comparison: Comparison) -> None:
    """Raise DelibctlError if an approval is of an unknown part or content, or has expired."""
    problems = [
        (approval, *_problem(approval, status, compared))
        for compared in comparison.policies
        for approval, status in compared.approvals
        if status in (Status.UNKNOWN, Status.EXPIRED)
    ]
    if problems:
        (first, message, advice), *further = problems
        messages = [message, *(f"{approval.place}: {text}" for approval, text, _ in further)]
        raise DelibctlError("; ".join(messages), where=str(first.place), next=advice)


def _problem(approval: Approval, status: Status, compared: Compared) -> tuple[str, str]:
    """Return the problem of an approval, and the next step."""
    revoke = f"delibctl accept --revoke --clause {quote(approval.id)}"
    if status is Status.EXPIRED:
        message = f"the approval of {approval.title} expired on {approval.expires}"
        again = "approve it again with delibctl accept" if approval.added else "undo the change"
        return message, f"{again}, or remove the approval: {revoke}"
    names = [
        name for policy in (compared.old, compared.new) if policy for name in part_hashes(policy)
    ]
    if approval.name not in names:
        ids = {id for part, id in names if part is approval.part}
        advice = nearest(approval.id, ids, approval.part)
        return (
            f"approval of an unknown part: {approval.title}",
            f"{advice}; or remove the approval: {revoke}",
        )
    return (
        f"the approval of {approval.title} is of a text that no version here has",
        f"approve the present text with delibctl accept, or remove the approval: {revoke}",
    )


def lapsed_now(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence for each approval that this change made worthless.

    Those that lapsed in an earlier change are left out.
    """
    for compared in comparison.policies:
        old = part_hashes(compared.old) if compared.old and compared.approvals else {}
        for approval, status in compared.approvals:
            before = old.get(approval.name, "")
            if status is not Status.LAPSED or not (approval.added or before == approval.after):
                continue
            if before in (approval.before, approval.after):
                yield f"the approval of {approval.title} lapsed: its text changed again"
            else:
                yield f"the approval of {approval.title} is of another text and does not count"
