"""The files of a policy: one way to walk folders and match globs, on disk and in a revision."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import join, normpath
from typing import Literal

from delibctl.errors import DelibctlError

#: Folders of other programs: neither a walk nor `**` enters them.
_IGNORED = {".git", "node_modules", "__pycache__"}
#: The mark of a virtual environment: its policies belong to packages.
_ENVIRONMENT_MARK = "pyvenv.cfg"
_YAML = (".yaml", ".yml")
_ENDING = re.compile(r"\.(?:yaml|yml|jsonl|json)$", re.IGNORECASE)
_GLOB = re.compile(r"[*?[]")
#: The start of the names of lock files, which Emacs writes as broken links.
_LOCK = ".#"
#: The problem of a link whose target git does not hold.
LEADS_OUT = "leads out of the repository"
_POINTER = b"version https://git-lfs.github.com/spec/v1"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A name in a tree, and the file or folder that it leads to, links followed.

    `problem`: why it cannot be read. `leads_out`: it is a link out of the repository.
    """

    name: str
    target: str
    kind: Literal["file", "folder"] | None
    problem: str = ""
    linked: bool = False
    leads_out: bool = False


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
        if content.startswith(_POINTER):
            raise DelibctlError(
                f"{path!r}{self.label} is a pointer of Git LFS, not the file itself",
                next="keep policies and cases out of Git LFS: git lfs untrack, then git add",
            )
        return content

    def problem(self, name: str) -> str:
        """Return why a matched file cannot be read; "" if it can."""
        entry = self.entry(name)
        return entry.problem if entry else "does not exist"

    def match(self, folder: str, pattern: str, *, any_case: bool = False) -> list[str]:
        """Return the files in or below a folder that match a path or glob, sorted.

        A step of the path that exists is taken as it is, any other as a glob. Endings match in
        capitals too; with `any_case`, whole names do. A broken link is returned by its own name.
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
        return sorted({entry.name if entry.problem else entry.target for entry in entries})

    def _expand(self, at: Entry, steps: list[str], any_case: bool) -> Iterator[Entry]:
        """Yield the files that the steps of a pattern lead to."""
        if at.kind != "folder":
            if not steps or at.problem:
                yield at
            return
        if not steps:
            return
        if steps[0] == "**":
            for folder in self._folders(at):
                yield from self._expand(folder, steps[1:] or ["*"], any_case)
            return
        names = self.names_in(at.target)
        if any_case or (steps[0] not in names and _GLOB.search(steps[0])):
            names = [base for base in names if _matches(base, steps[0], any_case)]
        else:
            names = [base for base in names if base == steps[0]]
        for base in names:
            entry = self.child(at, base)
            if entry:
                yield from self._expand(entry, steps[1:], any_case)

    def _folders(self, at: Entry) -> Iterator[Entry]:
        """Yield a folder and those below it, without links and those of other programs."""
        yield at
        for base in self.names_in(at.target):
            entry = None if base in _IGNORED else self.child(at, base)
            if entry and entry.kind == "folder" and not entry.linked and self._is_own(entry):
                yield from self._folders(entry)

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
                if entry.target not in entered and self._is_own(entry):
                    entered.add(entry.target)
                    yield from self._walk(entry, entered)
            elif base.lower().endswith(_YAML) or (entry.problem and not entry.linked):
                yield entry

    def _is_own(self, folder: Entry) -> bool:
        return self.child(folder, _ENVIRONMENT_MARK) is None


def _matches(name: str, pattern: str, any_case: bool) -> bool:
    if name.startswith(_LOCK):
        return False
    if any_case:
        return fnmatchcase(name.casefold(), pattern.casefold())
    return fnmatchcase(_lowered(name), _lowered(pattern))


def _lowered(name: str) -> str:
    """Return a name with its ending in small letters."""
    return _ENDING.sub(lambda ending: ending[0].lower(), name)


def broken_link(text: str) -> str:
    """Return the problem of a link that leads to nothing."""
    return f"is a link to {text!r}, which does not exist"
