"""A policy file with the fragments it includes and its case files."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import dirname, join
from typing import Any, Protocol

from delibctl.source import Document, Path, read


class Files(Protocol):
    """Access to files. Paths are texts with forward slashes."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""

    def match(self, folder: str, pattern: str) -> list[str]:
        """Return the files in or below a folder that match a path or glob, sorted."""


#: The default places of cases: one file, or one file per category.
_BESIDE = tuple(
    f"{stem}.{suffix}" for stem in ("cases", "cases/*") for suffix in ("yaml", "yml", "jsonl")
)


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """An `include` or `cases` entry, at `path` of the policy file, that matches no file."""

    path: Path
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All documents of one policy, before their shape is checked."""

    policy: Document
    fragments: tuple[Document, ...]
    cases: tuple[Document, ...]
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The policy, its fragments and its case files."""
        return (self.policy, *self.fragments, *self.cases)

    @property
    def parts(self) -> tuple[Document, ...]:
        """The documents that can hold categories, styles and definitions."""
        return (self.policy, *self.fragments)


def gather(policy: Document, files: Files, cases: Iterable[str] | None = None) -> Bundle:
    """Read the fragments and cases of a policy file, and return them together.

    `cases` are paths that replace the case files of the policy; None keeps those.
    """
    fragments, no_fragment = _entries(policy, "include", files)
    if cases is not None:
        paths, no_cases = list(dict.fromkeys(cases)), list[Unmatched]()
    elif _texts(policy.data, "cases"):
        paths, no_cases = _entries(policy, "cases", files)
    else:
        folder = dirname(policy.name)
        beside = (files.match(folder, pattern) for pattern in _BESIDE)
        paths, no_cases = [path for matches in beside for path in matches], []
    return Bundle(
        policy=policy,
        fragments=tuple(read(files.read(path), path) for path in fragments),
        cases=tuple(read(files.read(path), path) for path in paths),
        unmatched=(*no_fragment, *no_cases),
    )


def _entries(policy: Document, key: str, files: Files) -> tuple[list[str], list[Unmatched]]:
    folder = dirname(policy.name)
    all_paths: dict[str, None] = {}  # in order, each once
    unmatched = []
    for index, pattern in enumerate(_texts(policy.data, key)):
        paths = [path for path in files.match(folder, pattern) if path != policy.name]
        all_paths.update(dict.fromkeys(paths))
        if not paths:
            unmatched.append(Unmatched(path=(key, index), pattern=join(folder, pattern)))
    return list(all_paths), unmatched


def _texts(data: Any, key: str) -> list[str]:
    entries = data.get(key) if isinstance(data, dict) else None
    return [e for e in entries if isinstance(e, str)] if isinstance(entries, list) else []
