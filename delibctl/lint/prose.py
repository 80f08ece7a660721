"""The texts of a policy that people and models read, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from delibctl.lint.entry import Entry
from delibctl.model import Place
from delibctl.source import Document, Path


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A text at a path of a document; `field` is its key, such as `summary`."""

    text: str
    field: str
    document: Document
    path: Path

    def at(self, start: int, end: int) -> Place:
        """Return the place in the file of a span of the text."""
        return self.document.within(self.path, self.text, start, end)


def of_policy(policy: Entry) -> Iterator[Prose]:
    """Yield the texts under `policy`."""
    head = policy.data.get("policy")
    if isinstance(head, dict):
        yield from of(
            Entry(data=head, document=policy.document, path=("policy",)), "title", "description"
        )


def of_part(root: Entry) -> Iterator[Prose]:
    """Yield principles, definitions and styles of a policy or fragment."""
    yield from _lists(root, "principles")
    for name, path, value in _items(root, "definitions"):
        if isinstance(value, str):
            yield Prose(text=value, field=name, document=root.document, path=path)
    for _, path, value in _items(root, "styles"):
        if isinstance(value, dict):
            style = Entry(data=value, document=root.document, path=path)
            yield from of(style, "guide")
            yield from _lists(style, "must", "must_not")


def of_category(category: Entry) -> Iterator[Prose]:
    """Yield title and summary of a category."""
    yield from of(category, "title", "summary")


def of_clause(clause: Entry) -> Iterator[Prose]:
    """Yield the texts of a clause, its exclusions and its examples."""
    yield from of(clause, "title", "text", "rationale")
    for exclusion in clause.entries("excludes"):
        yield from of(exclusion, "text")
    for example in clause.entries("examples"):
        yield from of(example, "prompt", "good", "bad")


def of(entry: Entry, *fields: str) -> Iterator[Prose]:
    """Yield the texts at some keys of a mapping."""
    for field in fields:
        text = entry.text(field)
        if text is not None:
            yield Prose(text=text, field=field, document=entry.document, path=(*entry.path, field))


def _lists(entry: Entry, *fields: str) -> Iterator[Prose]:
    for field in fields:
        for text, path in entry.texts(field):
            yield Prose(text=text, field=field, document=entry.document, path=path)


def _items(entry: Entry, key: str) -> Iterator[tuple[str, Path, Any]]:
    """Yield name, path and value for each item of the mapping at a key."""
    values = entry.data.get(key)
    for name, value in values.items() if isinstance(values, dict) else ():
        yield name, (*entry.path, key, name), value
