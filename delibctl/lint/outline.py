"""What a policy declares and what it refers to, read leniently: a broken part hides no other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from delibctl.model import BUILT_IN_STYLES, Place
from delibctl.policy import Bundle
from delibctl.source import Document, Path


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A mapping at a path of a document."""

    data: dict[str, Any]
    document: Document
    path: Path

    def text(self, key: str) -> str | None:
        """The value of a key, if it is text."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def texts(self, key: str) -> Iterator[tuple[str, Path]]:
        """The texts in the list at a key, each with its path."""
        for index, value in enumerate(_list(self.data.get(key))):
            if isinstance(value, str):
                yield value, (*self.path, key, index)

    def entries(self, key: str) -> Iterator["Entry"]:
        """The mappings in the list at a key."""
        for index, value in enumerate(_list(self.data.get(key))):
            if isinstance(value, dict):
                yield Entry(data=value, document=self.document, path=(*self.path, key, index))

    def place(self, *steps: str | int) -> Place:
        """Where a value below this entry stands."""
        return self.document.place((*self.path, *steps))


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A policy with everything that belongs to it."""

    bundle: Bundle

    @cached_property
    def parts(self) -> list[Entry]:
        """The top level of the policy and of each fragment."""
        return list(self._roots(self.bundle.parts))

    @cached_property
    def categories(self) -> list[Entry]:
        """All categories, those of fragments included."""
        return [entry for part in self.parts for entry in part.entries("categories")]

    @cached_property
    def clauses(self) -> list[Entry]:
        """All clauses in the order of the files."""
        return [clause for category in self.categories for clause in category.entries("clauses")]

    @cached_property
    def cases(self) -> list[Entry]:
        """All cases in the order of the files."""
        return [e for root in self._roots(self.bundle.cases) for e in root.entries("cases")]

    @cached_property
    def styles(self) -> set[str]:
        """Names of the styles that can be used."""
        declared = (part.data.get("styles") for part in self.parts)
        names = (name for styles in declared if isinstance(styles, dict) for name in styles)
        return {*BUILT_IN_STYLES, *names}

    @cached_property
    def category_of(self) -> dict[str, str]:
        """Clause id to category id."""
        return {
            clause.text("id") or "": category.text("id") or ""
            for category in self.categories
            for clause in category.entries("clauses")
        }

    @property
    def policy(self) -> Entry:
        """The top level of the policy file."""
        data = self.bundle.policy.data
        return Entry(
            data=data if isinstance(data, dict) else {}, document=self.bundle.policy, path=()
        )

    def _roots(self, documents: Iterable[Document]) -> Iterator[Entry]:
        for document in documents:
            if isinstance(document.data, dict):
                yield Entry(data=document.data, document=document, path=())


def ids(entries: Iterable[Entry]) -> list[str]:
    """The ids of some entries that have one."""
    return [id for entry in entries if (id := entry.text("id")) is not None]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
