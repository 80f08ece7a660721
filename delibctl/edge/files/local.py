"""Files on disk, named relative to a base folder with forward slashes."""

import errno
import os
import posixpath
import stat
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Literal

from delibctl.edge.files.entry import LEADS_BACK, LEADS_OUT, SPARSE, Entry, broken_link
from delibctl.edge.files.existence import exists
from delibctl.edge.files.name_patterns import is_glob
from delibctl.edge.files.pipe_copies import copy_of, pipe_of, refuse_copy
from delibctl.edge.files.reach import Reach
from delibctl.edge.files.reading import read_regular
from delibctl.edge.files.real_path import real_path
from delibctl.edge.files.root import is_of_git
from delibctl.edge.files.tree import FileTree
from delibctl.edge.files.writing_over import check_writable, write_over
from delibctl.edge.git.absent_files import absent_files
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.repository import Repository, root_of
from delibctl.errors import DelibctlError

__all__ = ["LocalFiles", "exists"]


class LocalFiles(FileTree):
    """Reads files below a folder; `changed` holds new contents by name, not yet written.

    What leads out of the root has that as its problem, unless the user named it. Files of git that
    are kept out of the working tree are found, with that as their problem.
    """

    def __init__(self, base: Path, here: Path = Path()) -> None:
        self.base = real_path(base)
        self._here = here
        self._root = root_of(self.base)
        self._reach = Reach(self.base)
        self._refused: dict[str, str] = {}
        self.changed: dict[str, bytes] = {}

    def name(self, path: Path) -> str:
        """Return the name of a path; a link has the same name as its target."""
        self._reach.admit(path)
        return self.inside(os.path.realpath(path))

    def locate(self, path: Path) -> Entry | None:
        """Return the file or folder of a path of the caller; None if there is none."""
        self._reach.admit(path)
        return self.entry(self.inside(str(real_path(path.parent) / path.name)))

    def match(self, folder: str, pattern: str, *, any_case: bool = False) -> list[str]:
        """Return the files in or below a folder that match a path or glob, sorted.

        A pattern that leads out of the root of the folder is returned as it is: `problem` says so.
        """
        if pattern and "\0" not in pattern:
            steps = takewhile(lambda step: not is_glob(step), Path(pattern).parts)
            # The folder of a pipe is itself behind a link; any other starts at the base.
            at = real_path(folder) if folder[:1] == "/" else self.base / folder
            if not self._reach.holds(os.path.normpath(at / Path(*steps)), at):
                path = posixpath.normpath(posixpath.join(folder, pattern))
                self._refused[path] = LEADS_OUT
                return [path]
        return super().match(folder, pattern, any_case=any_case)

    def problem(self, name: str) -> str:
        """Return why a matched file cannot be read; "" if it can."""
        return self._refused.get(name) or super().problem(name)

    def inside(self, path: str) -> str:
        """Return an absolute path as a name, which may begin with `..`; a pipe keeps its path."""
        if pipe := pipe_of(path):
            return pipe
        try:
            return Path(os.path.relpath(path, self.base)).as_posix()
        except ValueError:  # another drive
            return Path(path).as_posix()

    def from_here(self, name: str) -> str:
        """Return a name of this reader as a path from the folder that its user works in."""
        return name if copy_of(name) else os.path.relpath(self.base / name, self._here)

    def bytes_of(self, name: str) -> bytes:
        """Return the contents of a file, changed or not. Raises DelibctlError if unreadable."""
        return self.changed[name] if name in self.changed else self.unchanged(name)

    def unchanged(self, path: str) -> bytes:
        """Return the contents of a file on disk. Raises DelibctlError if it is unreadable."""
        try:
            return read_regular(copy_of(path) or self.base / path, repr(path))
        except OSError as error:
            raise DelibctlError(
                f"cannot read {path!r}: {error.strerror}", next="check the path"
            ) from error

    def write_changed(self, *, chosen_by_user: bool = True) -> None:
        """Write the changed files, or none if one is read-only. Raises DelibctlError on failure.

        A file that the command found itself is not written against its permissions, even by root.
        """
        for name in self.changed:
            path = copy_of(name) or self.base / name
            refuse_copy(path)
            check_writable(path, marked=not chosen_by_user)
        for name, content in self.changed.items():
            write_over(self.base / name, content)

    def entry(self, name: str) -> Entry | None:
        """Return the file or folder of a name; None if there is none."""
        if copy_of(name):
            return Entry(name=name, target=name, kind="file")
        path = self.base / name
        if path.name in ("", "..") or path == self.base:
            return Entry(name=name, target=self._real(path), kind="folder")
        parent = Entry(name=posixpath.dirname(name), target=self._real(path.parent), kind="folder")
        return self.child(parent, path.name)

    def child(self, folder: Entry, base: str) -> Entry | None:
        """Return the file or folder of a name directly in a folder; None if there is none."""
        path = self.base / folder.target / base
        name, target = (posixpath.join(at, base) for at in (folder.name, folder.target))
        linked = reached = False
        try:
            mode = path.lstat().st_mode
            linked = stat.S_ISLNK(mode)
            kind = _kind(path.stat().st_mode if linked else mode)
            problem = "" if kind else "is neither a file nor a folder"
            reached = linked
            base.encode()
        except FileNotFoundError:
            if not linked:
                return self._absent_child(folder, base)
            kind, problem = None, broken_link(str(path.readlink()))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is not UTF-8"
            is_loop = isinstance(error, OSError) and error.errno == errno.ELOOP
            kind, problem = None, LEADS_BACK if is_loop else f"cannot be read: {reason}"
        if kind == "folder" and self._absent and (absent := self._absent_child(folder, base)):
            kind, problem = absent.kind, absent.problem
        is_link_to_something = linked and kind is not None
        out = self._reach.problem(path) if reached or is_of_git(base) else ""
        return Entry(
            name=name,
            target=self._real(path) if is_link_to_something else target,
            kind=kind,
            problem=out or problem,
            linked=linked,
            leads_out=bool(out),
        )

    @cached_property
    def _absent(self) -> GitFiles | None:
        """The files that git keeps out of the working tree; None without any."""
        return absent_files(Repository(root=self._root)) if self._root else None

    def _in_git(self, folder: str) -> str:
        """Return the name of a folder from the root of the repository."""
        name = Path(os.path.relpath(self.base / folder, self._root)).as_posix()
        return "" if name == "." else name

    def _absent_child(self, folder: Entry, base: str) -> Entry | None:
        """Return a file or folder that is kept out of the working tree; None if there is none."""
        within = Entry(name=folder.name, target=self._in_git(folder.target), kind="folder")
        entry = self._absent.child(within, base) if self._absent else None
        if entry is None:
            return None
        is_submodule = bool(entry.problem) and not entry.linked
        is_file = entry.kind != "folder" and not is_submodule
        return Entry(
            name=entry.name,
            target=posixpath.join(folder.target, base),
            kind="file" if is_file else entry.kind,
            problem=SPARSE if is_file else entry.problem,
        )

    def _real(self, path: Path) -> str:
        """Return the name of a path without links; "" for the root of the tree."""
        name = self.inside(os.path.realpath(path))
        return "" if name == "." else name

    def names_in(self, folder: str) -> list[str]:
        """Return the names directly in a folder, sorted. Raises DelibctlError if unreadable."""
        path = self.base / folder
        absent = self._absent.names_in(self._in_git(folder)) if self._absent else []
        try:
            return sorted({*absent, *(entry.name for entry in path.iterdir())})
        except OSError as error:
            if absent and not exists(path):
                return absent
            raise DelibctlError(
                f"cannot read the folder {path}: {error.strerror}", next="check its permissions"
            ) from error


def _kind(mode: int) -> Literal["file", "folder"] | None:
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else None
