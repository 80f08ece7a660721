"""The files that git holds, in a commit or in the index: nothing is checked out."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from os.path import normpath
from pathlib import Path
from posixpath import basename, dirname, join
from typing import Literal

from delibctl.edge.files.entry import LEADS_BACK, LEADS_OUT, SUBMODULE, Entry, broken_link
from delibctl.edge.files.existence import exists
from delibctl.edge.files.reading import LIMIT, stop_at_huge
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.records import FOLDER, GITLINK, LINK, Record, add_record, records_of
from delibctl.edge.git.repository import Repository
from delibctl.errors import DelibctlError

#: Links that lead to links, as often as Linux follows them.
_MOST_LINKS = 40


class GitFiles(FileTree):
    """Reads files of git; names are relative to the root of the repository."""

    def __init__(self, repository: Repository, records: Iterable[Record], label: str) -> None:
        self.repository = repository
        self.root = repository.root
        self.label = label
        self._records = records
        #: Contents of other commits that replace those of files.
        self.replaced: dict[str, bytes] = {}
        self._contents: dict[str, bytes] = {}

    @cached_property
    def _records_in(self) -> dict[str, dict[str, Record]]:
        """The records in each folder by their last step."""
        folders: dict[str, dict[str, Record]] = {"": {}}
        for record in self._records:
            add_record(folders, record)
        return folders

    @property
    def has_links(self) -> bool:
        """True if something of the repository is a link, or a submodule, which may hold some."""
        folders = self._records_in.values()
        records = (record for folder in folders for record in folder.values())
        return any(record.mode in (LINK, GITLINK) for record in records)

    @property
    def any_on_disk(self) -> bool:
        """True if a file of the repository itself is where a checkout has it, changed or not."""
        folders = self._records_in.values()
        files = (each for folder in folders for each in folder.values() if each.mode != FOLDER)
        own = (each for each in files if each.repository is self.repository)
        return any((self.root / each.path).is_file() for each in own)

    def locate(self, path: Path) -> Entry | None:
        """Return the file or folder of a path of the caller; None if there is none."""
        return self.entry(self.as_written(path))

    def as_written(self, path: Path) -> str:
        """Return the name of a path on disk, whose last steps may be links, or missing there."""
        absolute = Path(normpath(path.absolute()))
        for folder in (absolute, *absolute.parents):
            if os.path.realpath(folder) == str(self.root):
                return absolute.relative_to(folder).as_posix()
        return self.inside(os.path.realpath(path))

    def name(self, path: Path) -> str:
        """Return the name of a path; a link has the same name as its target."""
        entry = self.locate(path)
        return entry.target if entry else self.as_written(path)

    def from_here(self, name: str) -> str:
        """Return a name as git accepts it."""
        return f":{name}"

    def inside(self, path: str) -> str:
        """Return an absolute path as a name, which begins with `..` outside of the repository."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def entry(self, name: str) -> Entry | None:
        """Return the file or folder of a name; None if there is none."""
        return self._resolve("", name, name, 0)

    def child(self, folder: Entry, base: str) -> Entry | None:
        """Return the file or folder of a name directly in a folder; None if there is none."""
        return self._child(folder.target, base, join(folder.name, base), 0)

    def _resolve(self, at: str, steps: str, name: str, links: int) -> Entry | None:
        """Return what the steps from a folder lead to, as the entry of a name."""
        entry = Entry(name=name, target=at, kind="folder")
        for step in steps.split("/"):
            if step in ("", "."):
                continue
            if step == "..":
                if not entry.target:
                    return _unreadable(name, LEADS_OUT, leads_out=True)
                entry = Entry(name=name, target=dirname(entry.target), kind="folder")
                continue
            below = self._child(entry.target, step, name, links) if entry.kind == "folder" else None
            if below is None or below.problem:
                return below
            entry = below
        return entry

    def _child(self, folder: str, base: str, name: str, links: int) -> Entry | None:
        record = self._records_in.get(folder, {}).get(base)
        if record is None:
            return None
        target = join(folder, base)
        if target in self.replaced:
            return Entry(name=name, target=target, kind="file")
        if record.mode == LINK:
            return self._follow(folder, record, name, links)
        if record.mode == GITLINK:
            problem = self._mount(target, record)
            kind: Literal["folder"] | None = None if problem else "folder"
            return Entry(name=name, target=target, kind=kind, problem=problem)
        kind_of_record: Literal["file", "folder"] = "folder" if record.mode == FOLDER else "file"
        return Entry(name=name, target=target, kind=kind_of_record)

    def _follow(self, folder: str, link: Record, name: str, links: int) -> Entry:
        """Return what a link leads to."""
        text = os.fsdecode(self._content(link))
        start, steps = ("", self.inside(text)) if text.startswith("/") else (folder, text)
        if links == _MOST_LINKS:
            return _unreadable(name, LEADS_BACK, linked=True)
        entry = self._resolve(start, steps, name, links + 1)
        if entry is None:
            return _unreadable(name, broken_link(text), linked=True)
        return replace(entry, name=name, linked=True)

    def _mount(self, path: str, submodule: Record) -> str:
        """Add the files of a submodule to the tree, once; return why it is impossible, or ""."""
        if path in self._records_in:
            return ""
        root = self.root / path
        if not exists(root / ".git"):
            return f"{SUBMODULE}that is not checked out: git submodule update --init {path}"
        inner = Repository(root=root, environment=self.repository.environment)
        try:
            for record in records_of(inner, submodule.object):
                add_record(self._records_in, record, path)
        except DelibctlError:
            return f"{SUBMODULE}without the commit {submodule.object[:12]}: git -C {path} fetch"
        self._records_in.setdefault(path, {})
        return ""

    def names_in(self, folder: str) -> list[str]:
        """Return the names directly in a folder, sorted."""
        return sorted(self._records_in.get(folder, ()))

    def bytes_of(self, name: str) -> bytes:
        """Return the contents of a file. Raises DelibctlError if git does not hold them."""
        if name in self.replaced:
            return self.replaced[name]
        record = self._records_in.get(dirname(name), {}).get(basename(name))
        if record is None or record.mode in (FOLDER, GITLINK):
            raise DelibctlError(f"file {name!r} not found{self.label}", next="check the path")
        return self._content(record)

    def _content(self, record: Record) -> bytes:
        if record.object not in self._contents:
            git = record.repository.git
            # A few kilobytes of git can unfold to gigabytes. What git cannot say is left to the
            # call below, which gives its reason.
            stop_at_huge(int(git.text("cat-file", "-s", record.object) or 0), self._shown(record))
            self._contents[record.object] = git.run("cat-file", "blob", record.object)
        return self._contents[record.object]

    def _shown(self, record: Record) -> str:
        return f"{record.path!r}{self.label}"

    def walk(self, folder: str) -> Iterator[Entry]:
        """Yield the YAML files in and below a folder; they are loaded at once."""
        entries = list(super().walk(folder))
        self._load(entry.target for entry in entries if entry.kind == "file")
        yield from entries

    def _load(self, names: Iterable[str]) -> None:
        """Load files of the repository itself with two calls of git, huge ones left out."""
        objects = [
            record.object
            for name in names
            if (record := self._records_in[dirname(name)][basename(name)]).repository
            is self.repository
        ]
        question = "".join(f"{name}\n" for name in dict.fromkeys(objects)).encode()
        sizes = self.repository.git.process(("cat-file", "--batch-check"), question).stdout
        question = b"".join(b"%s\n" % name for name in _small(sizes))
        output = self.repository.git.process(("cat-file", "--batch"), question).stdout
        while output:
            head, _, output = output.partition(b"\n")
            name, *kind = head.decode().split()
            if kind[:1] == ["blob"]:
                size = int(kind[1])
                self._contents[name], output = output[:size], output[size + 1 :]
            elif kind[:1] != ["missing"]:  # the first to be read says why
                return


def _small(sizes: bytes) -> Iterator[bytes]:
    """Yield the objects that are not huge; git says why it cannot give one of them."""
    for line in sizes.splitlines():
        name, *facts = line.split()
        if len(facts) != 2 or int(facts[1]) <= LIMIT:
            yield name


def _unreadable(name: str, problem: str, *, linked: bool = False, leads_out: bool = False) -> Entry:
    return Entry(
        name=name, target=name, kind=None, problem=problem, linked=linked, leads_out=leads_out
    )
