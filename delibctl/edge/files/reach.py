"""What a reader of files may reach: what the user named, and what lies below the same root."""

import os
from pathlib import Path

from delibctl.edge.files.entry import LEADS_OUT, OF_GIT
from delibctl.edge.files.real_path import real_path
from delibctl.edge.files.root import is_inside, root_around
from delibctl.edge.git.tracked_links import stop_at_tracked_link


class Reach:
    """The paths that the user named, and the root of each folder that is read."""

    def __init__(self, base: Path) -> None:
        self._named: set[str] = set()
        self._folders = {str(base)}
        self._roots: dict[str, str] = {}

    def admit(self, path: Path) -> None:
        """Let a path of the user lead anywhere. Raises DelibctlError at a link of the branch."""
        stop_at_tracked_link(path)
        real = real_path(path)
        self._named.add(str(real))
        self._folders.add(str(real if real.is_dir() else real.parent))

    def holds(self, path: str, folder: Path) -> bool:
        """Return True if a path without links is below the root of a folder."""
        return Path(path).is_relative_to(self._root_around(os.path.realpath(folder)))

    def problem(self, path: Path) -> str:
        """Return why a file is not read that is a link, or of git; "" if it is."""
        folder, real = os.path.realpath(path.parent), os.path.realpath(path)
        if real in self._named or is_inside(real, self._root_around(folder)):
            return ""
        return OF_GIT if self.holds(real, path.parent) else LEADS_OUT

    def _root_around(self, folder: str) -> str:
        if folder not in self._roots:
            self._roots[folder] = root_around(Path(folder), self._folders)
        return self._roots[folder]
