"""The files of a git revision, read with `git ls-tree` and `git show`: nothing is checked out."""

import os
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath
from typing import Literal

from delibctl.edge.git.repository import root_of
from delibctl.errors import DelibctlError

_SUFFIXES = (".yaml", ".yml")


class RevisionFiles:
    """Reads files as they were; names are those of the root of the repository."""

    def __init__(self, folder: Path, revision: str) -> None:
        root = root_of(folder)
        if root is None:
            raise DelibctlError(
                f"{folder} is in no git repository",
                next="name two files or folders: delibctl diff OLD NEW",
            )
        self.root = root.resolve()
        self.revision = revision
        self.label = f" in {revision}"
        self.commit = self._commit()

    def _commit(self) -> str:
        done = self._git("rev-parse", "--verify", "--quiet", f"{self.revision}^{{commit}}")
        if done.returncode == 0:
            return done.stdout.decode().strip()
        shallow = self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        raise DelibctlError(
            f"git knows no revision {self.revision!r}",
            next="this is a shallow clone: fetch the whole history (fetch-depth: 0 in CI)"
            if shallow
            else "check its name: git log --oneline, or git fetch",
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        done = self._git("ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit)
        return frozenset(os.fsdecode(done.stdout).split("\0")) - {""}

    def name(self, path: Path) -> str:
        """A path from the working folder as the repository names it."""
        return Path(os.path.relpath(path.resolve(), self.root)).as_posix()

    def from_here(self, name: str) -> str:
        """A name with the revision, as git would be asked for it."""
        return f"{self.revision}:{name}"

    def kind(self, path: Path) -> Literal["file", "folder"] | None:
        """Whether a path was a file, a folder, or nothing in that revision."""
        name = self.name(path)
        if name in self._names:
            return "file"
        below = "" if name == "." else f"{name}/"
        return "folder" if any(known.startswith(below) for known in self._names) else None

    def read(self, path: str) -> bytes:
        """The bytes that a file had."""
        done = self._git("show", f"{self.commit}:{path}")
        if done.returncode:
            raise DelibctlError(f"{self.revision} has no file {path!r}", next="check the path")
        return done.stdout

    def match(self, folder: str, pattern: str) -> list[str]:
        """The files that match a path or glob, sorted."""
        wanted = normpath(join(folder, pattern)).split("/")
        return sorted(name for name in self._names if _matches(name.split("/"), wanted))

    def walk(self, folder: Path) -> Iterator[Path]:
        """Every YAML file in and below a folder, but not in hidden ones, sorted."""
        start = self.name(folder)
        below = "" if start == "." else f"{start}/"
        for name in sorted(self._names):
            inside = name.removeprefix(below).split("/")
            ours = name.startswith(below) and name.endswith(_SUFFIXES)
            if ours and not any(step.startswith(".") for step in inside):
                yield self.root / name

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", "-C", str(self.root), *arguments], capture_output=True, check=False
            )
        except OSError as error:
            raise DelibctlError(f"cannot run git: {error.strerror}", next="install it") from error


def _matches(steps: list[str], pattern: list[str]) -> bool:
    """Whether a path matches a glob step by step; `**` stands for any number of folders."""
    if not pattern:
        return not steps
    if pattern[0] == "**":
        return any(_matches(steps[skip:], pattern[1:]) for skip in range(len(steps) + 1))
    return bool(steps) and fnmatchcase(steps[0], pattern[0]) and _matches(steps[1:], pattern[1:])
