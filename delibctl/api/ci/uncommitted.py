"""What a check leaves out because it is not committed: head is read through git."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from delibctl.api.ci.branch import Branch
from delibctl.api.policies.approvals_file import approvals_path, load_approvals
from delibctl.compare.policies import Approval, Change
from delibctl.compare.policies.approvals import approved
from delibctl.edge.files.tree import FileTree
from delibctl.edge.settings_file import NAMES
from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import read
from delibctl.text.count import listed

_NOWHERE = Place(file="")
_ENDINGS = (".yaml", ".yml", ".jsonl")


@dataclass(frozen=True, kw_only=True)
class Uncommitted:
    """The files of a check that differ from head, from the root of the repository.

    None of them if head is not what is checked out.
    """

    branch: Branch
    names: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was not checked, for whoever runs the check by hand; "" if that is nothing."""
        if not self.names:
            return ""
        it = "it is" if len(self.names) == 1 else "they are"
        return f"not part of this check, as {it} not committed: {listed(list(self.names), 5)}"

    def approves(self, policy: str, changes: Collection[Change]) -> bool:
        """Return True if a file of approvals that is not committed approves all of some changes."""
        branch = self.branch
        path = approvals_path(branch.workspace, policy, branch.head_settings.root)
        if branch.after.as_written(path) not in self.names or not branch.approves_itself:
            return False
        known = {_content(each) for each in _approvals(branch.after, path)}
        written = _approvals(branch.workspace.repository_files, path)
        today = branch.workspace.today()
        new = [
            each
            for each in written
            if _content(each) not in known and (each.expires is None or each.expires >= today)
        ]
        covered = {id(change) for change, _ in approved(changes, new)}
        return bool(changes) and covered == {id(change) for change in changes}


def approvals_file(branch: Branch, policy: str) -> str:
    """Return the file in which the branch approves changes of a policy, from the root."""
    path = approvals_path(branch.workspace, policy, branch.head_settings.root)
    return branch.after.as_written(path)


def uncommitted(branch: Branch, place: Path, read_files: Collection[str]) -> Uncommitted:
    """Return the files of the policies at a place, and what judges them, that differ from head."""
    after, repository = branch.after, branch.after.repository
    if repository.head().removesuffix("+") != after.commit:
        return Uncommitted(branch=branch, names=())
    folder = after.as_written(branch.workspace.absolute_folder)
    above = (Path(folder), *Path(folder).parents)
    settings = {(each / name).as_posix() for each in above for name in NAMES}
    accepted = after.as_written(branch.head_settings.root / "accepted")
    known = {*read_files, *settings}
    if not after.any_on_disk:
        # A job may check a commit of which it has no file on disk.
        return Uncommitted(branch=branch, names=())
    changed = repository.changed_files([after.as_written(place), accepted, *known])
    names = (
        name
        for name in changed
        if name in known or name.startswith(f"{accepted}/") or _is_of_policy(after.root / name)
    )
    return Uncommitted(branch=branch, names=tuple(names))


def _is_of_policy(path: Path) -> bool:
    """Return True for a policy, a part of one or cases, and for YAML that cannot be read."""
    if not path.name.lower().endswith(_ENDINGS) or not path.is_file():
        return False
    document = read(path.read_bytes(), path.name)
    return document.kind is not None or document.data is None


def _approvals(files: FileTree, path: Path) -> Iterator[Approval]:
    try:
        yield from load_approvals(files, path)
    except DelibctlError:
        return


def _content(approval: Approval) -> Approval:
    return replace(approval, place=_NOWHERE)
