"""The configurations of a repository on one side of a comparison, and the policies of each."""

from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join

from delibctl.api.policies.opening import open_folder
from delibctl.edge.files.tree import FileTree
from delibctl.edge.settings_file import NAMES, table_in
from delibctl.errors import DelibctlError


@dataclass(frozen=True)
class Configurations:
    """The configurations of one side; names are relative to the root of the repository."""

    files: FileTree
    _found: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return the name of the nearest configuration upward from a file; "" if there is none."""
        folder = dirname(name)
        if folder not in self._found:
            beside = (join(folder, each) for each in NAMES)
            own = next((each for each in beside if self.holds(each)), "")
            self._found[folder] = own or (self.of(folder) if folder else "")
        return self._found[folder]

    def holds(self, name: str) -> bool:
        """Return True for a file that configures us, or that has our name and is unreadable."""
        entry = self.files.entry(name)
        if entry is None or (entry.kind == "folder" and not entry.problem):
            return False
        try:
            return bool(entry.problem) or self.table(name) is not None
        except DelibctlError:
            return True

    def table(self, name: str) -> object:
        """Return what a file configures; None if that is nothing, or there is no such file.

        Raises DelibctlError if it cannot be read.
        """
        entry = self.files.entry(name)
        if entry is None or entry.kind != "file":
            return None
        return table_in(Path(name), self.files.read(entry.target))


def policy_files(files: FileTree, folder: Path) -> dict[str, str]:
    """Return the id of each policy in a folder by its file; "" for one without an id."""
    found = {}
    for bundle in open_folder(folder, files).bundles:
        head = bundle.policy.data.get("policy") if isinstance(bundle.policy.data, dict) else None
        found[bundle.policy.name] = str(head.get("id", "")) if isinstance(head, dict) else ""
    return found
