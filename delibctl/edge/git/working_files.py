"""The working tree of a repository as git sees it: with what a sparse checkout leaves out."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from delibctl.edge.files.entry import LEADS_OUT, Entry
from delibctl.edge.files.existence import exists
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.git.absent_files import absent_files
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.repository import Repository


class WorkingFiles(LocalFiles):
    """Reads the files of a working tree, named from its root as a revision names them.

    A walk leaves out files that git ignores: a revision never has them. `ignored` has their names.
    """

    def __init__(self, repository: Repository, here: Path) -> None:
        super().__init__(repository.root, here)
        self._repository = repository
        self.ignored: list[str] = []
        self._asked: set[str] = set()

    @cached_property
    def _absent(self) -> GitFiles | None:
        """The files that git keeps out of the working tree; None without any."""
        return absent_files(self._repository)

    def child(self, folder: Entry, base: str) -> Entry | None:
        """Return the file or folder of a name directly in a folder; None if there is none."""
        entry = super().child(folder, base)
        if self._absent is None or entry is None or not (entry.problem and entry.linked):
            return entry
        target = self._absent.entry(self.inside(os.path.realpath(self.base / entry.target)))
        return replace(target, name=entry.name, linked=True) if target else entry

    def _absent_child(self, folder: Entry, base: str) -> Entry | None:
        """Return a file or folder of the index: it is read from there."""
        return self._absent.child(folder, base) if self._absent else None

    def bytes_of(self, name: str) -> bytes:
        """Return the contents of a file, changed or not. Raises DelibctlError if unreadable."""
        is_here = name in self.changed or os.path.lexists(self.base / name)
        return (
            super().bytes_of(name) if is_here or not self._absent else self._absent.bytes_of(name)
        )

    def walk(self, folder: str) -> Iterator[Entry]:
        """Yield the YAML files in and below a folder, sorted, without those that git ignores."""
        entries = [
            # No revision has it.
            replace(entry, kind=None, problem=LEADS_OUT) if entry.leads_out else entry
            for entry in super().walk(folder)
        ]
        ignored = self.ignored_among([e.target for e in entries if e.kind == "file"])
        self.ignored += [entry.target for entry in entries if entry.target in ignored]
        yield from (entry for entry in entries if entry.target not in ignored)

    def ignored_among(self, names: Iterable[str]) -> list[str]:
        """Return the files that git ignores, of those that it was not asked about before."""
        own = [name for name in names if name not in self._asked and self._is_own_file(name)]
        self._asked.update(own)
        if not own:
            return []
        question = b"".join(os.fsencode(name) + b"\0" for name in own)
        process = self._repository.git.process(("check-ignore", "-z", "--stdin"), question)
        ignored = set(os.fsdecode(process.stdout).split("\0"))
        return [name for name in own if name in ignored]

    def _is_own_file(self, name: str) -> bool:
        """Return True for a file of this repository, and not of one inside it."""
        path = self.base / name
        folders = [at for at in path.parents if at.is_relative_to(self.base) and at != self.base]
        return not name.startswith("..") and not any(exists(at / ".git") for at in folders)
