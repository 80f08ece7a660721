"""The root: nothing that a policy or configuration names outside of it is read or written.

The top level of the git working tree; without git the folder of the configuration; without both
the folder that the user named or works in. The files in which git keeps its own data are outside.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from delibctl.edge.files.existence import exists
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.repository import root_of
from delibctl.errors import DelibctlError

#: Where git keeps its own data, credentials among them.
GIT_FOLDER = ".git"


def root_around(folder: Path, named: Iterable[str] = ()) -> str:
    """Return the root for the files in a folder; `named` are real folders that the user named."""
    real = os.path.realpath(folder)
    root = root_of(Path(real)) or _configured_folder(Path(real))
    if root is not None:
        return os.path.realpath(root)
    return min((at for at in named if Path(real).is_relative_to(at)), key=len, default=real)


def is_inside(path: Path | str, root: Path | str) -> bool:
    """Return True if a path leads to something below a root that is not of git itself."""
    real, base = real_path(path), os.path.realpath(root)
    return real.is_relative_to(base) and not any(map(is_of_git, real.relative_to(base).parts))


def is_of_git(name: str) -> bool:
    """Return True for the name of the folder of git, which some file systems read in any case."""
    return name.lower() == GIT_FOLDER


def stop_outside(path: Path, root: Path, where: str) -> None:
    """Raise DelibctlError if a path that the configuration names leads out of the root.

    A name with a NUL is the name of no file.
    """
    if "\0" in str(path):
        raise DelibctlError(
            f"{str(path)!r} holds a NUL character", where=where, next="name a file without it"
        )
    if not is_inside(path, root_around(root)):
        raise DelibctlError(
            f"{str(path)!r} leads out of the repository",
            where=where,
            next="name a file of the repository, or name this one on the command line",
        )


def _configured_folder(folder: Path) -> Path | None:
    """Return the nearest folder upward with a configuration; None if there is none."""
    return next((at for at in (folder, *folder.parents) if _is_configured(at)), None)


def _is_configured(folder: Path) -> bool:
    # The names of delibctl.edge.settings_file, which reads them with a schema.
    if exists(folder / "delibctl.toml"):
        return True
    try:
        return b"[tool.delibctl" in (folder / "pyproject.toml").read_bytes()
    except OSError:
        return False
