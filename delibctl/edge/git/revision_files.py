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
    """Reads the files of a revision; names are relative to the root of the repository.

    Raises DelibctlError outside a repository, for an unknown revision, or if git cannot be run.
    """

    def __init__(self, folder: Path, revision: str) -> None:
        root = root_of(folder)
        if root is None:
            raise DelibctlError(
                f"{folder} is not in a git repository",
                next="work inside a repository, or name files and folders instead of a revision",
            )
        self.root = root.resolve()
        self.revision = revision
        self.label = f" in {revision}"
        self.commit = self._commit()

    def _commit(self) -> str:
        process = self._git("rev-parse", "--verify", "--quiet", f"{self.revision}^{{commit}}")
        if process.returncode == 0:
            return process.stdout.decode().strip()
        shallow = self._git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        raise DelibctlError(
            f"git revision {self.revision!r} not found",
            next="this clone is shallow: fetch the whole history (fetch-depth: 0 in CI)"
            if shallow
            else "check its name with git log, or run git fetch",
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        process = self._git("ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit)
        return frozenset(os.fsdecode(process.stdout).split("\0")) - {""}

    def name(self, path: Path) -> str:
        """Return the name of a path, which may be relative to the working folder."""
        return Path(os.path.relpath(path.resolve(), self.root)).as_posix()

    def from_here(self, name: str) -> str:
        """Return a name with the revision, as git accepts it."""
        return f"{self.revision}:{name}"

    def kind(self, path: Path) -> Literal["file", "folder"] | None:
        """Return the kind of a path in that revision, None if it did not exist."""
        name = self.name(path)
        if name in self._names:
            return "file"
        below = "" if name == "." else f"{name}/"
        return "folder" if any(name.startswith(below) for name in self._names) else None

    def read(self, path: str) -> bytes:
        """Return the bytes of a file in that revision. Raises DelibctlError if it is missing."""
        process = self._git("show", f"{self.commit}:{path}")
        if process.returncode:
            raise DelibctlError(
                f"file {path!r} not found in {self.revision}", next="check the path"
            )
        return process.stdout

    def match(self, folder: str, pattern: str) -> list[str]:
        """Return the names of the files that match a path or glob, sorted."""
        steps = normpath(join(folder, pattern)).split("/")
        return sorted(name for name in self._names if _matches(name.split("/"), steps))

    def walk(self, folder: Path) -> Iterator[Path]:
        """Yield the YAML files in and below a folder, sorted, without hidden folders."""
        start = self.name(folder)
        below = "" if start == "." else f"{start}/"
        for name in sorted(self._names):
            inside = name.removeprefix(below).split("/")
            is_yaml = name.startswith(below) and name.endswith(_SUFFIXES)
            if is_yaml and not any(step.startswith(".") for step in inside):
                yield self.root / name

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ["git", "-C", str(self.root), *arguments], capture_output=True, check=False
            )
        except OSError as error:
            raise DelibctlError(f"cannot run git: {error.strerror}", next="install git") from error


def _matches(steps: list[str], pattern: list[str]) -> bool:
    """Return True if the steps of a path match a glob; `**` stands for any number of folders."""
    if not pattern:
        return not steps
    if pattern[0] == "**":
        return any(_matches(steps[skip:], pattern[1:]) for skip in range(len(steps) + 1))
    return bool(steps) and fnmatchcase(steps[0], pattern[0]) and _matches(steps[1:], pattern[1:])
