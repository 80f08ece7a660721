"""The approvals of the compared policies, and those among them that a branch adds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from delibctl.api.policies.approvals_file import approvals_path, load_approvals
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.configurations import root_at
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Approval, Approvals
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.model import Place

_NOWHERE = Place(file="")


def approvals_of(
    workspace: Workspace,
    policies: Iterable[str],
    new: PolicyAt,
    old: PolicyAt | None = None,
    gone: Iterable[str] = (),
) -> Approvals:
    """Return the approvals of some policies at the new place.

    Marks those as added that the old revision does not have; all of them without a revision, and
    where the new place names other files for its approvals. `gone`: ids that only the old side has,
    whose approvals may have moved. Raises DelibctlError if a file of the new place cannot be read
    as approvals.
    """
    of_policy: dict[str, tuple[Approval, ...]] = {}
    for policy in dict.fromkeys(policies):
        root = None if new.approvals else root_at(workspace, new.files, new.folder)
        path = approvals_path(workspace, policy, root)
        approvals = load_approvals(new.approvals or new.files, path)
        own = approvals and old and new.approvals is None
        former = (policy, *gone)
        earlier = _earlier(workspace, former, new, old) if own and old else frozenset()
        of_policy[policy] = tuple(
            replace(approval, added=_content(approval) not in earlier) for approval in approvals
        )
    return Approvals(of_policy=of_policy, today=workspace.today())


def _content(approval: Approval) -> Approval:
    """Return the approval without its place and the mark that it is added."""
    return replace(approval, place=_NOWHERE, added=True)


def _earlier(
    workspace: Workspace, policies: Iterable[str], new: PolicyAt, old: PolicyAt
) -> frozenset[Approval]:
    """Return the approvals of the old revision, and of the one where the new one branched off.

    A file that cannot be read there has none: only the new one must be sound.
    """
    approvals: set[Approval] = set()
    ids = tuple(policies)
    for files in _revisions(workspace, new.files, old.files):
        root = root_at(workspace, files, old.folder)
        for policy in ids:
            try:
                path = approvals_path(workspace, policy, root)
                approvals.update(map(_content, load_approvals(files, path)))
            except DelibctlError:
                continue
    return frozenset(approvals)


def _revisions(workspace: Workspace, new: FileTree, old: FileTree) -> Iterator[RevisionFiles]:
    if not isinstance(old, RevisionFiles):
        return
    yield old
    head = new.commit if isinstance(new, RevisionFiles) else "HEAD"
    base = old.repository.merge_base(old.commit, head)
    if base and base != old.commit:
        yield workspace.revision_files(base, old.root)
