"""The records of git: each path with its mode and object, by folder."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, join

from delibctl.edge.git.repository import Repository

LINK, GITLINK, FOLDER = "120000", "160000", "040000"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A path in git: its mode, and the object of the repository that holds it."""

    path: str
    mode: str
    object: str
    repository: Repository


def records_of(repository: Repository, commit: str) -> Iterator[Record]:
    """Yield the records of a commit. Raises GitError if git cannot read it."""
    output = repository.git.run("ls-tree", "-r", "-z", "--full-tree", commit)
    for line in os.fsdecode(output).split("\0")[:-1]:
        facts, _, path = line.partition("\t")
        mode, _, name = facts.split()
        yield Record(path=path, mode=mode, object=name, repository=repository)


def add_record(folders: dict[str, dict[str, Record]], record: Record, below: str = "") -> None:
    """Add a record, and the folders that lead to it."""
    path = join(below, record.path)
    folder = dirname(path)
    folders.setdefault(folder, {})[basename(path)] = record
    while folder and folder != below:
        parent = dirname(folder)
        step = folders.setdefault(parent, {})
        if basename(folder) in step:
            return
        step[basename(folder)] = Record(
            path=folder, mode=FOLDER, object="", repository=record.repository
        )
        folder = parent
