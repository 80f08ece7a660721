"""A policy file with the fragments it includes and its case files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import dirname, join
from types import MappingProxyType
from typing import Any, Protocol

from delibctl.source import Document, Path, read


class Files(Protocol):
    """Access to files. Paths are texts with forward slashes."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""

    def match(self, folder: str, pattern: str, *, any_case: bool = False) -> list[str]:
        """Return the files in or below a folder that match a path or glob, sorted."""

    def problem(self, name: str) -> str:
        """Return why a matched file cannot be read; "" if it can."""


#: The default places of cases: one file, or one file per category; and the endings of such files.
_PLACES = ("cases.*", "cases/*")
_ENDINGS = (".yaml", ".yml", ".jsonl")


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """An `include` or `cases` entry, at `path` of the policy file, that leads to no file.

    `problem`: why the file that it matches cannot be read; "" if it matches none.
    """

    path: Path
    pattern: str
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All documents of one policy, before their shape is checked.

    `unnamed`: case files beside the policy that no policy there names. `folders`: those in which
    its entries are looked for, the folder of the policy file last.
    """

    policy: Document
    fragments: tuple[Document, ...]
    cases: tuple[Document, ...]
    unmatched: tuple[Unmatched, ...] = ()
    unnamed: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The policy, its fragments and its case files."""
        return (self.policy, *self.fragments, *self.cases)

    @property
    def parts(self) -> tuple[Document, ...]:
        """The documents that can hold categories, styles and definitions."""
        return (self.policy, *self.fragments)


def gather(
    policy: Document,
    files: Files,
    cases: Iterable[str] | None = None,
    folders: Iterable[str] = (),
    documents: Mapping[str, Document] = MappingProxyType({}),
) -> Bundle:
    """Read the fragments and cases of a policy file, and return them together.

    `cases` are paths that replace the case files of the policy; None keeps those. `folders` hold
    links to the policy file: what it names is looked for there first, then beside the file itself.
    `documents` were read already.
    """
    own = dirname(policy.name)
    places = (*dict.fromkeys(folder for folder in folders if folder != own), own)
    fragments, no_fragment = _entries(policy, "include", files, places)
    if cases is not None:
        paths, no_cases = list(dict.fromkeys(cases)), list[Unmatched]()
    elif _texts(policy.data, "cases"):
        paths, no_cases = _entries(policy, "cases", files, places)
    else:
        paths, no_cases = _beside(files, places)
    return Bundle(
        policy=policy,
        fragments=tuple(documents.get(path) or read(files.read(path), path) for path in fragments),
        cases=tuple(documents.get(path) or read(files.read(path), path) for path in paths),
        unmatched=(*no_fragment, *no_cases),
        folders=places,
    )


def _entries(
    policy: Document, key: str, files: Files, places: tuple[str, ...]
) -> tuple[list[str], list[Unmatched]]:
    all_paths: dict[str, None] = {}  # in order, each once
    unmatched: list[Unmatched] = []
    for index, pattern in enumerate(_texts(policy.data, key)):
        paths, broken = _first_match(policy, pattern, files, places, (key, index))
        all_paths.update(dict.fromkeys(paths))
        unmatched += broken
        if not paths and not broken:
            unmatched.append(Unmatched(path=(key, index), pattern=join(places[-1], pattern)))
    return list(all_paths), unmatched


def _first_match(
    policy: Document, pattern: str, files: Files, places: tuple[str, ...], entry: Path
) -> tuple[list[str], list[Unmatched]]:
    """Return the matches in the first folder that has some; files before those without."""
    broken: list[Unmatched] = []
    for folder in places:
        names = [name for name in files.match(folder, pattern) if name != policy.name]
        paths, unreadable = _readable(names, files, entry)
        if paths:
            return paths, unreadable
        broken = broken or unreadable
    return [], broken


def _beside(files: Files, places: tuple[str, ...]) -> tuple[list[str], list[Unmatched]]:
    """Return the case files at the default places, and those that cannot be read."""
    matches = dict.fromkeys(name for folder in places for name in default_cases(folder, files))
    return _readable(matches, files, ("policy",))


def default_cases(folder: str, files: Files) -> list[str]:
    """Return the files at the default places of cases, by place and ending."""
    names = [files.match(folder, place, any_case=True) for place in _PLACES]
    return [
        name
        for in_place in names
        for ending in _ENDINGS
        for name in in_place
        if name.lower().endswith(ending)
    ]


def _readable(paths: Iterable[str], files: Files, entry: Path) -> tuple[list[str], list[Unmatched]]:
    """Return the paths that can be read, and the others with the entry that leads to them."""
    problems = {path: files.problem(path) for path in paths}
    broken = [
        Unmatched(path=entry, pattern=path, problem=problem)
        for path, problem in problems.items()
        if problem
    ]
    return [path for path, problem in problems.items() if not problem], broken


def _texts(data: Any, key: str) -> list[str]:
    entries = data.get(key) if isinstance(data, dict) else None
    return [e for e in entries if isinstance(e, str)] if isinstance(entries, list) else []
