"""The files of a policy: one way to walk folders and match globs, on disk and in a revision."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath
from typing import Literal

from delibctl.edge.files.entry import IS_FOLDER, LEADS_OUT, Entry
from delibctl.edge.files.name_patterns import is_data, is_glob, is_yaml, matching
from delibctl.edge.files.root import is_of_git
from delibctl.errors import DelibctlError

#: Folders of other programs: neither a walk nor `**` enters them.
_IGNORED = {".git", "node_modules", "__pycache__"}
#: The mark of a virtual environment: its policies belong to packages.
_ENVIRONMENT_MARK = "pyvenv.cfg"
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"
_ENCRYPTED = b"\0GITCRYPT\0"


class FileTree(ABC):
    """Files by names with forward slashes, relative to the root of the tree, which is "".

    `label`: the words that follow a name in a message.
    """

    label = ""

    @abstractmethod
    def name(self, path: Path) -> str:
        """Return the name of a path of the caller; a link has the same name as its target."""

    @abstractmethod
    def from_here(self, name: str) -> str:
        """Return a name as a path that the caller can use."""

    @abstractmethod
    def locate(self, path: Path) -> Entry | None:
        """Return the file or folder of a path of the caller; None if there is none."""

    @abstractmethod
    def entry(self, name: str) -> Entry | None:
        """Return the file or folder of a name; None if there is none."""

    @abstractmethod
    def child(self, folder: Entry, base: str) -> Entry | None:
        """Return the file or folder of a name directly in a folder; None if there is none."""

    @abstractmethod
    def names_in(self, folder: str) -> list[str]:
        """Return the names directly in a folder, sorted. Raises DelibctlError if unreadable."""

    @abstractmethod
    def bytes_of(self, name: str) -> bytes:
        """Return the contents of a file. Raises DelibctlError if it is unreadable."""

    @abstractmethod
    def inside(self, path: str) -> str:
        """Return an absolute path as a name in the tree."""

    def kind(self, path: Path) -> Literal["file", "folder"] | None:
        """Return the kind of a path of the caller; None if it leads to neither."""
        entry = self.locate(path)
        return entry.kind if entry else None

    def read(self, path: str) -> bytes:
        """Return the contents of a file. Raises DelibctlError if it is unreadable."""
        content = self.bytes_of(path)
        if content.startswith(_LFS_POINTER):
            raise DelibctlError(
                f"{path!r}{self.label} is a pointer of Git LFS, not the file itself",
                next="keep policies and cases out of Git LFS: git lfs untrack, then git add",
            )
        if content.startswith(_ENCRYPTED):
            raise DelibctlError(
                f"{path!r}{self.label} is encrypted by git-crypt",
                next="keep policies and cases out of git-crypt, or compare unlocked files",
            )
        return content

    def problem(self, name: str) -> str:
        """Return why a matched file cannot be read; "" if it can."""
        entry = self.entry(name)
        if entry is None:
            return "does not exist"
        return entry.problem or (IS_FOLDER if entry.kind == "folder" else "")

    @cached_property
    def left_out(self) -> dict[str, str]:
        """The links that no glob followed, by name, with the reason."""
        return {}

    def match(self, folder: str, pattern: str, *, any_case: bool = False) -> list[str]:
        """Return the files in or below a folder that match a path or glob, sorted.

        A step of the path that exists is taken as it is, any other as a glob. Endings match in
        capitals too; with `any_case`, whole names do. A broken link is returned by its own name,
        and so is a folder in place of a file.
        """
        if not pattern or "\0" in pattern:
            return []
        path = normpath(self.inside(pattern) if pattern[0] == "/" else join(folder, pattern))
        upward = re.match(r"/|(?:\.\./)*(?:\.\.(?=$))?", path)
        start = upward[0] if upward else ""
        steps = [step for step in path[len(start) :].split("/") if step not in ("", ".")]
        at = self.entry(start.rstrip("/") or start)
        if at and at.problem:
            return [path]
        entries = self._expand(at, steps, any_case) if at else ()
        return sorted({self._name_of(entry) for entry in entries})

    def _name_of(self, entry: Entry) -> str:
        is_file = entry.kind == "file" and not entry.problem
        return entry.target if is_file else entry.name or "."

    def _expand(self, at: Entry, steps: list[str], any_case: bool) -> Iterator[Entry]:
        """Yield the files that the steps of a pattern lead to."""
        if not steps or at.problem or at.kind != "folder":
            if not steps or at.problem:
                yield at
            return
        if steps[0] == "**":
            for folder in self._folders(at, {at.target}):
                yield from self._expand(folder, steps[1:] or ["*"], any_case)
            return
        for base in matching(self.names_in(at.target), steps[0], any_case=any_case):
            if is_glob(steps[0]) and is_of_git(base):
                continue
            entry = self.child(at, base)
            is_end = len(steps) == 1
            if entry and is_glob(steps[0]) and entry.kind == "folder" and entry.leads_out:
                self.left_out[entry.name] = entry.problem
                continue
            # A glob may match folders, unless it asks for the ending of a file.
            if entry and not (is_end and entry.kind == "folder" and _is_passed(base, steps[0])):
                yield from self._expand(entry, steps[1:], any_case)

    def _folders(self, at: Entry, entered: set[str]) -> Iterator[Entry]:
        """Yield a folder and those below it, each once, without those of other programs."""
        yield at
        for base in self.names_in(at.target):
            entry = None if base in _IGNORED else self.child(at, base)
            if entry is None or entry.kind != "folder":
                continue
            if entry.leads_out:
                self.left_out[entry.name] = LEADS_OUT
            elif not self._is_own(entry):
                continue
            elif entry.target not in entered and not _is_around(entry, at):
                entered.add(entry.target)
                yield from self._folders(entry, entered)

    def walk(self, folder: str) -> Iterator[Entry]:
        """Yield the YAML files in and below a folder, sorted, and what cannot be read there.

        Leaves out hidden folders and those of other programs. A folder is entered once, whatever
        links lead to it. Raises DelibctlError if a folder is unreadable.
        """
        start = self.entry("" if folder == "." else folder)
        if start:
            yield from self._walk(start, {start.target})

    def _walk(self, at: Entry, entered: set[str]) -> Iterator[Entry]:
        for base in self.names_in(at.target):
            hidden = base.startswith(".") or base in _IGNORED
            entry = None if hidden else self.child(at, base)
            if entry is None:
                continue
            if entry.leads_out and entry.kind != "file":
                yield replace(entry, problem=entry.problem or LEADS_OUT)
            elif entry.kind == "folder":
                if is_yaml(base):
                    yield replace(entry, problem=IS_FOLDER)
                if entry.target not in entered and self._is_own(entry):
                    entered.add(entry.target)
                    yield from self._walk(entry, entered)
            elif is_yaml(base) or (entry.problem and not entry.linked):
                yield replace(entry, kind=None) if entry.leads_out else entry

    def _is_own(self, folder: Entry) -> bool:
        return self.child(folder, _ENVIRONMENT_MARK) is None


def _is_passed(name: str, step: str) -> bool:
    """Return True if a glob passes over a folder of this name."""
    return is_glob(step) and name != step and not is_data(name)


def _is_around(link: Entry, folder: Entry) -> bool:
    """Return True if a link in a folder leads back to a folder around it."""
    return link.linked and f"{folder.target}/".startswith(f"{link.target}/" if link.target else "")
