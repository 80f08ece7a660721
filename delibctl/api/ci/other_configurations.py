"""Which configuration of the base a file of the repository belongs to."""

from os.path import normpath
from posixpath import basename, join

from delibctl.api.ci.branch import Branch
from delibctl.edge.files.real_path import real_path
from delibctl.edge.settings_file import NAMES


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
