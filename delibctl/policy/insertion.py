"""Edits that add or remove an item of a list or a key of a mapping, in its existing layout."""

from dataclasses import replace
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import Document, Edit, Path


def add_item(document: Document, path: Path, items: list[Any], text: str) -> Edit:
    """Return the edit that adds an item to the list at `path`, whose current items are `items`."""
    list_place = document.place(path)
    if document.raw(list_place).startswith("["):
        gap = ", " if items else ""
        at = replace(list_place, line=list_place.end_line, column=list_place.end_column - 1)
        return Edit(place=_point(at), text=f"{gap}{text}")
    last = document.place((*path, len(items) - 1))
    first = document.place((*path, 0))
    # The dash and its indentation are copied from the line of the first item.
    before = document.lines.line(first.line)[: first.column - 1]
    return Edit(place=_end(last), text=f"{document.line_end}{before}{text}")


def without_item(document: Document, path: Path, count: int, index: int) -> Edit:
    """Return the edit that removes one of `count` items of a list, or the list with its last item.

    Raises DelibctlError if the item shares a line with other text.
    """
    list_place = document.span(path)
    if document.raw(list_place).startswith("["):
        remaining = [document.raw(document.span((*path, at))) for at in range(count) if at != index]
        return Edit(place=list_place, text=f"[{', '.join(remaining)}]")
    if count == 1:
        return Edit(place=_lines(document, document.key_place(path), ""), text="")
    return without_block_item(document, (*path, index))


def without_block_item(document: Document, path: Path) -> Edit:
    """Return the edit that removes a list item with all its lines.

    Raises DelibctlError if the item shares a line with other text.
    """
    return Edit(place=_lines(document, document.span(path), "-"), text="")


def _lines(document: Document, first: Place, mark: str) -> Place:
    """Return the place of all lines of a value that has only `mark` before it on its first line."""
    if document.lines.line(first.line)[: first.column - 1].strip() != mark:
        raise DelibctlError(
            "the text to remove shares a line with other text",
            where=str(first),
            next="remove it by hand, then run delibctl rename again",
        )
    return replace(first, column=1, end_line=document.lines.block_end(first.line), end_column=1)


def add_key_after(document: Document, path: Path, text: str) -> Edit:
    """Return the edit that adds `text`, a key with its value, after the key at `path`."""
    key, value = document.key_place(path), document.place(path)
    mapping = document.locate(path[:-1], False)
    line = document.lines.line(key.line)
    before = line[: key.column - 1]
    if before.strip(" -"):
        # Other text before the key on its line means that the mapping is in braces.
        return Edit(place=_end(value), text=f", {text}")
    indent = " " * (mapping.column - 1)
    comment = document.lines.line(value.end_line)[value.end_column - 1 :]
    behind = replace(value, end_column=value.end_column + len(comment))
    return Edit(place=_end(behind), text=f"{document.line_end}{indent}{text}")


def add_at_end(document: Document, text: str) -> Edit:
    """Return the edit that adds a line at the end of a file."""
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
