"""Edits that add an item to a list or a key to a mapping, or remove one, as they are written."""

from dataclasses import replace
from typing import Any

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
    return Edit(place=_end(last), text=f"{_line_end(document)}{before}{text}")


def without_item(document: Document, path: Path, count: int, index: int) -> Edit:
    """The edit that takes an item out of a list of so many; the last one with the list's key."""
    whole = document.span(path)
    if document.raw(whole).startswith("["):
        kept = [document.raw(document.span((*path, at))) for at in range(count) if at != index]
        return Edit(place=whole, text=f"[{', '.join(kept)}]")
    first = document.key_place(path) if count == 1 else document.place((*path, index))
    return Edit(place=lines_of_item(document, first), text="")


def lines_of_item(document: Document, first: Place) -> Place:
    """The whole lines of an item of a block list, or of a key: up to the next of its siblings."""
    line = document.lines.line(first.line)
    indent = len(line) - len(line.lstrip())
    end = first.line + 1
    while end <= len(document.lines):
        line = document.lines.line(end)
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        end += 1
    return replace(first, column=1, end_line=end, end_column=1)


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
    return Edit(place=_end(behind), text=f"{_line_end(document)}{indent}{text}")


def add_at_end(document: Document, text: str) -> Edit:
    """The edit that adds a line at the end of a file."""
    end = len(document.text)
    gap = "" if document.text.endswith(("\n", "\r")) else _line_end(document)
    return Edit(
        place=document.lines.place(end, end, document.name),
        text=f"{gap}{text}{_line_end(document)}",
    )


def _line_end(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text else "\n"


def _end(place: Place) -> Place:
    return replace(place, line=place.end_line, column=place.end_column)


def _point(place: Place) -> Place:
    return replace(place, end_line=place.line, end_column=place.column)
