"""Which configuration of the base a file of the repository belongs to."""

from dataclasses import dataclass, field
from os.path import normpath
from posixpath import basename, dirname, join

from delibctl.api.ci.branch import Branch
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.settings_file import NAMES, table_in
from delibctl.errors import DelibctlError


@dataclass(frozen=True)
class Configurations:
    """The configurations of one revision; names are relative to the root of the repository."""

    files: GitFiles
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
        return table_in(self.files.root / name, self.files.read(entry.target))


def used_configuration(branch: Branch) -> str:
    """Return the name of the configuration that judges a branch; "" if its base has none."""
    file = branch.workspace.settings.file
    return "" if file is None else branch.base.as_written(file)


def scope_of(branch: Branch) -> str:
    """Return the folder whose policies a check answers for; "" for the whole repository."""
    settings = branch.workspace.settings
    folder = settings.root if settings.file else branch.workspace.absolute_folder
    name = branch.base.as_written(real_path(folder))
    return "" if name == "." else name


def is_below(name: str, folder: str) -> bool:
    """Return True for a folder itself, and for everything in and below it."""
    return not folder or name == folder or name.startswith(f"{folder}/")


def is_left_out(branch: Branch, name: str) -> bool:
    """Return True if the base says that the policies of a file are no matter of this check."""
    settings = branch.workspace.settings
    root = branch.base.as_written(settings.root)
    return any(is_below(name, normpath(join(root, each))) for each in settings.ci.elsewhere)


def is_of_name(name: str) -> bool:
    """Return True for the names that a configuration can have."""
    return basename(name) in NAMES
