"""Comparing what a file means before and after its edits."""

from collections.abc import Iterable, Iterator
from typing import Any

from delibctl.model import Place
from delibctl.source import Document, Edit


def means_the_same(
    before: Document, after: Document, edits: Iterable[Edit], *, or_more: bool = False
) -> bool:
    """Return True if a file has the same values after edits, but for those that they are about.

    `or_more`: edits may also make text of what was none, such as a comment.
    """
    edits = list(edits)
    if before.data is None:
        return True
    if after.data is None:
        return False
    if before.name.endswith(".jsonl"):
        pairs = list(zip(_leaves(before.data), _leaves(after.data), strict=False))
        same_length = len(list(_leaves(before.data))) == len(list(_leaves(after.data)))
        return same_length and sum(old != new for old, new in pairs) <= len(edits)
    places = sorted((edit.place for edit in edits), key=_start)
    old, new = list(before.scalars()), list(after.scalars())
    if len(old) != len(new):
        return or_more
    index = 0
    for one, other in zip(old, new, strict=True):
        while index < len(places) and _end(places[index]) < _start(one.place):
            index += 1
        is_edited = index < len(places) and _start(places[index]) <= _end(one.place)
        if not is_edited and (one.value, one.is_key) != (other.value, other.is_key):
            return False
    return True


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _end(place: Place) -> tuple[int, int]:
    return place.end_line, place.end_column


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value
