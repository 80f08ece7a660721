"""Edits that add an item to a list or a key to a mapping, or remove one, as they are written."""

from dataclasses import replace
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import Document, Edit, Path


def add_item(document: Document, path: Path, items: list[Any], text: str) -> Edit:
    """The edit that adds an item to the list at `path`, whose items are given."""
    whole = document.place(path)
    if document.raw(whole).startswith("["):
        gap = ", " if items else ""
        at = replace(whole, line=whole.end_line, column=whole.end_column - 1)
        return Edit(place=_point(at), text=f"{gap}{text}")
    last = document.place((*path, len(items) - 1))
    first = document.place((*path, 0))
    # The dash and what stands before it are taken over from the line of the first item.
    before = document.lines.line(first.line)[: first.column - 1]
    return Edit(place=_end(last), text=f"{document.line_end}{before}{text}")


def without_item(document: Document, path: Path, count: int, index: int) -> Edit:
    """The edit that takes an item out of a list of so many; the last one with the list's key."""
    whole = document.span(path)
    if document.raw(whole).startswith("["):
        kept = [document.raw(document.span((*path, at))) for at in range(count) if at != index]
        return Edit(place=whole, text=f"[{', '.join(kept)}]")
    if count == 1:
        return Edit(place=_lines(document, document.key_place(path), ""), text="")
    return without_block_item(document, (*path, index))


def without_block_item(document: Document, path: Path) -> Edit:
    """The edit that removes an item of a list with its lines, up to the next of its siblings."""
    return Edit(place=_lines(document, document.span(path), "-"), text="")


def _lines(document: Document, first: Place, mark: str) -> Place:
    """All lines of what begins at a place, if only that mark stands before it on its line."""
    if document.lines.line(first.line)[: first.column - 1].strip() != mark:
        raise DelibctlError(
            "what is to be removed shares a line with something else",
            where=str(first),
            next="remove it by hand, then: delibctl rename",
        )
    return replace(first, column=1, end_line=document.lines.block_end(first.line), end_column=1)


def add_key_after(document: Document, path: Path, text: str) -> Edit:
    """The edit that adds `key: value` to a mapping, behind the key at the end of `path`."""
    key, value = document.key_place(path), document.place(path)
    mapping = document.locate(path[:-1], False)
    line = document.lines.line(key.line)
    before = line[: key.column - 1]
    if before.strip(" -"):
        # Something stands before the key on its line: the mapping is in braces.
        return Edit(place=_end(value), text=f", {text}")
    indent = " " * (mapping.column - 1)
    rest = document.lines.line(value.end_line)[value.end_column - 1 :]
    behind = replace(value, end_column=value.end_column + len(rest))
    return Edit(place=_end(behind), text=f"{document.line_end}{indent}{text}")


def add_at_end(document: Document, text: str) -> Edit:
    """The edit that adds a line at the end of a file."""
    end = len(document.text)
    gap = "" if document.text.endswith(("\n", "\r")) else document.line_end
    return Edit(
        place=document.lines.place(end, end, document.name),
        text=f"{gap}{text}{document.line_end}",
    )


def _end(place: Place) -> Place:
    return replace(place, line=place.end_line, column=place.end_column)


def _point(place: Place) -> Place:
    return replace(place, end_line=place.line, end_column=place.column)
