"""A policy file with the fragments it includes and the case files that belong to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import dirname, join
from typing import Any, Protocol

from delibctl.source import Document, Path, read


class Files(Protocol):
    """The files that can be read. Paths are text with forward slashes."""

    def read(self, path: str) -> bytes:
        """The bytes of a file."""

    def match(self, folder: str, pattern: str) -> list[str]:
        """The files in or below a folder that match a path or glob, sorted."""


#: Where cases lie if the policy does not say: in one file, or in one file for each category.
_BESIDE = tuple(
    f"{stem}.{suffix}" for stem in ("cases", "cases/*") for suffix in ("yaml", "yml", "jsonl")
)


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """An `include` or `cases` entry at `path` of the policy file that names no file."""

    path: Path
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All documents of one policy. Nothing is known yet of their shape."""

    policy: Document
    fragments: tuple[Document, ...]
    cases: tuple[Document, ...]
    unmatched: tuple[Unmatched, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The policy, its fragments, its cases."""
        return (self.policy, *self.fragments, *self.cases)

    @property
    def parts(self) -> tuple[Document, ...]:
        """The documents that can hold categories, styles and definitions."""
        return (self.policy, *self.fragments)


def gather(policy: Document, files: Files, cases: Iterable[str] | None = None) -> Bundle:
    """Read what belongs to a policy file. `cases`, where given, replaces what the policy names."""
    fragments, no_fragment = _entries(policy, "include", files)
    if cases is not None:
        paths, no_cases = list(dict.fromkeys(cases)), list[Unmatched]()
    elif _texts(policy.data, "cases"):
        paths, no_cases = _entries(policy, "cases", files)
    else:
        folder = dirname(policy.name)
        beside = (files.match(folder, pattern) for pattern in _BESIDE)
        paths, no_cases = [path for found in beside for path in found], []
    return Bundle(
        policy=policy,
        fragments=tuple(read(files.read(path), path) for path in fragments),
        cases=tuple(read(files.read(path), path) for path in paths),
        unmatched=(*no_fragment, *no_cases),
    )


def _entries(policy: Document, key: str, files: Files) -> tuple[list[str], list[Unmatched]]:
    folder = dirname(policy.name)
    found: dict[str, None] = {}
    unmatched = []
    for index, pattern in enumerate(_texts(policy.data, key)):
        paths = [path for path in files.match(folder, pattern) if path != policy.name]
        found.update(dict.fromkeys(paths))
        if not paths:
            unmatched.append(Unmatched(path=(key, index), pattern=join(folder, pattern)))
    return list(found), unmatched


def _texts(data: Any, key: str) -> list[str]:
    entries = data.get(key) if isinstance(data, dict) else None
    return [e for e in entries if isinstance(e, str)] if isinstance(entries, list) else []
