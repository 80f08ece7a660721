"""Opening paths: the policies, cases and fragments there, and what could not be read."""

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import dirname
from shlex import quote

from delibctl.api.policies.opened import Opened
from delibctl.api.policies.recognition import (
    check_language,
    is_broken_part,
    is_named_as_ours,
    is_of_approvals,
)
from delibctl.edge.files.entry import LEADS_OUT, Entry
from delibctl.edge.files.tree import FileTree
from delibctl.errors import DelibctlError
from delibctl.policy import gather, with_unnamed_cases
from delibctl.source import Document, read

_POLICY = re.compile(r"^policy:", re.MULTILINE)


class PolicyNotFound(DelibctlError):
    """A path does not exist, or the folder has no policy."""


@dataclass
class _Reading:
    """The documents that were found, and the folders with links to each."""

    files: FileTree
    ours: Container[str]
    may_hold: Callable[[Entry, bytes], bool] = lambda _entry, _content: True
    documents: dict[str, Document] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)

    def add(self, entry: Entry, document: Document) -> None:
        self.documents[document.name] = document
        self.folders.setdefault(document.name, []).append(dirname(entry.name))


def open_paths(
    paths: Iterable[Path],
    files: FileTree,
    cases: list[Path] | None = None,
    *,
    ours: Container[str] = (),
    configured: bool = False,
) -> Opened:
    """Read the files at paths, and every policy in folders.

    `ours` are names of files that belong to a policy, whatever they look like. `configured`: the
    cases are those of the configuration, so a file that it leaves out is a slip. Raises
    PolicyNotFound if a path does not exist or a folder has no policy.
    """
    reading, opened = _Reading(files, ours), Opened(label=files.label)
    for path in paths:
        entry = files.locate(path)
        if entry is None:
            raise _missing(path, files)
        if entry.problem:
            raise DelibctlError(
                f"{_shown(path, files)}{files.label} {entry.problem}", next="check the path"
            )
        if entry.kind == "folder":
            _add_folder(path, entry, reading, opened)
        else:
            document = read(files.read(entry.target), entry.target)
            if document.kind is None:
                check_language(path)
            reading.add(entry, document)
    _close(reading, opened, None if cases is None else [files.name(path) for path in cases])
    if cases is None or configured:
        opened.bundles = with_unnamed_cases(opened.bundles, files)
    opened.unread |= files.left_out
    return opened.without_reported()


def open_folder(
    folder: Path,
    files: FileTree,
    ours: Container[str] = (),
    may_hold: Callable[[Entry, bytes], bool] = lambda _entry, _content: True,
) -> Opened:
    """Read every policy in a folder, which may have none.

    `may_hold` tells by the content of a file whether it has to be parsed.
    """
    reading, opened = _Reading(files, ours, may_hold), Opened(label=files.label)
    entry = files.locate(folder)
    if entry:
        _read_folder(entry, reading, opened)
    _close(reading, opened, None)
    return opened.without_reported()


def open_to_lint(
    paths: Iterable[Path],
    files: FileTree,
    cases: list[Path] | None,
    *,
    configured: bool = False,
) -> Opened:
    """Open paths, with the cases of policies that cannot be read: they are checked all the same.

    Raises PolicyNotFound if a path does not exist or a folder has no policy.
    """
    opened = open_paths(paths, files, cases, configured=configured)
    case_files = None if cases is None else [files.name(path) for path in cases]
    broken = [document for document in opened.broken if _POLICY.search(document.text)]
    bundles = [*opened.bundles, *(gather(document, files, case_files) for document in broken)]
    claimed = {d.name for bundle in bundles for d in bundle.documents}
    loose = [document for document in opened.loose if document.name not in claimed]
    return replace(opened, bundles=bundles, loose=loose)


def _missing(path: Path, files: FileTree) -> PolicyNotFound:
    advice = "check the path"
    if files.label:
        advice += "; a path from this folder begins with ./"
    elif str(path) == "-":
        advice = "for standard input name /dev/stdin"
    return PolicyNotFound(f"{_shown(path, files)} does not exist{files.label}", next=advice)


def _shown(path: Path, files: FileTree) -> Path | str:
    """Return a path as it is on disk, or its name in git."""
    return files.name(path) if files.label else path


def _add_folder(path: Path, entry: Entry, reading: _Reading, opened: Opened) -> None:
    before = len(reading.documents)
    _read_folder(entry, reading, opened)
    if len(reading.documents) == before:
        left_out = "".join(f"; {note}" for note in opened.notes)
        raise PolicyNotFound(
            f"no policy found in {path}{left_out}",
            next="name the folder that contains policy.yaml, or start a policy with "
            f"delibctl init {quote(str(path))}",
        )


def _read_folder(folder: Entry, reading: _Reading, opened: Opened) -> None:
    files = reading.files
    for entry in files.walk(folder.target):
        looks_ours = is_named_as_ours(entry.name) or entry.name in reading.ours
        if entry.problem:
            if looks_ours and entry.kind is None:
                raise DelibctlError(
                    f"{entry.name}{files.label} {entry.problem}",
                    next="copy the file into the repository"
                    if entry.problem == LEADS_OUT
                    else "restore the file, or remove the link",
                )
            opened.unread[entry.name] = entry.problem
            continue
        content = files.read(entry.target)
        if not reading.may_hold(entry, content):
            continue
        document = read(content, entry.target)
        looks_ours = looks_ours or document.name in reading.ours
        if document.kind or looks_ours or is_broken_part(document, content):
            reading.add(entry, document)
        elif not is_of_approvals(document):
            opened.others.append(document)


def _close(reading: _Reading, opened: Opened, case_files: list[str] | None) -> None:
    """Gather each policy that was found, and set the other documents apart."""
    _add_policies_beside(reading)
    files, documents, folders = reading.files, reading.documents, reading.folders
    opened.bundles = [
        gather(document, files, case_files, folders.get(name, ()), documents)
        for name, document in documents.items()
        if document.kind == "policy"
    ]
    claimed = {d.name for bundle in opened.bundles for d in bundle.documents}
    opened.loose = [each for name, each in documents.items() if name not in claimed]


def _add_policies_beside(reading: _Reading) -> None:
    """Add the policies of cases and fragments that were named without them."""
    files, documents = reading.files, reading.documents
    alone = [each.name for each in documents.values() if each.kind in ("cases", "fragment")]
    for name in alone:
        folder = dirname(name)
        for pattern in ("policy.y*ml", "../policy.y*ml"):
            for path in files.match(folder, pattern, any_case=True):
                if path in documents or files.problem(path):
                    continue
                policy = read(files.read(path), path)
                belongs = name in {d.name for d in gather(policy, files).documents}
                if policy.kind == "policy" and belongs:
                    documents[path] = policy
