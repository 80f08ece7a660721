"""A mapping of a file, read leniently: values of the wrong type count as missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from delibctl.model import Place
from delibctl.source import Document, Path


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A mapping at a path of a document."""

    data: dict[str, Any]
    document: Document
    path: Path

    def text(self, key: str) -> str | None:
        """Return the value of a key if it is text, else None."""
        value = self.data.get(key)
        return value if isinstance(value, str) else None

    def texts(self, key: str) -> Iterator[tuple[str, Path]]:
        """Yield the texts in the list at a key, each with its path."""
        for index, value in enumerate(_list(self.data.get(key))):
            if isinstance(value, str):
                yield value, (*self.path, key, index)

    def entries(self, key: str) -> Iterator["Entry"]:
        """Yield the mappings in the list at a key."""
        for index, value in enumerate(_list(self.data.get(key))):
            if isinstance(value, dict):
                yield Entry(data=value, document=self.document, path=(*self.path, key, index))

    def place(self, *steps: str | int) -> Place:
        """Return the place of a value below this entry."""
        return self.document.place((*self.path, *steps))


def roots(documents: Iterable[Document]) -> Iterator[Entry]:
    """Yield the top level of each document that is a mapping."""
    for document in documents:
        if isinstance(document.data, dict):
            yield Entry(data=document.data, document=document, path=())


def ids(entries: Iterable[Entry]) -> list[str]:
    """Return the ids of the entries that have one."""
    return [id for entry in entries if (id := entry.text("id")) is not None]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
