"""The lines of a broken YAML file, read one by one: keys, items, and text."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from delibctl.source.packaged import SCHEMA_NAMES, schema_bytes

#: Keys, quoted or plain, with a colon that YAML accepts.
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s:#"'\[\]{}>|@`%&*!,][^:#]*?)[ \t]*:(?=[ \t]|$)""")
_DASHES = re.compile(r"(?:- +|-$)*")
_HEADER = re.compile(r"(?:^|[:\-][ \t]+)[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line outside of block text. Columns count from 0.

    `dash`: the column of the last dash before the content, None without one. `key`: the key without
    its quotes, None without one. `value`: the column of what follows the key, or of the content.
    """

    number: int
    text: str
    indent: int
    column: int
    dash: int | None
    key: str | None
    value: int

    @property
    def rest(self) -> str:
        """The value on this line."""
        return self.text[self.value :]


def structure(lines: list[str]) -> dict[int, Line]:
    """Return the lines of a file, numbered from 0, without blank ones, comments and block text."""
    found: dict[int, Line] = {}
    #: The least indentation of the block text above; its first line decides on it.
    block: int | None = None
    is_first = False
    for number, text in enumerate(lines):
        body = text.lstrip(" ")
        indent = len(text) - len(body)
        if not body.strip():
            continue
        if block is not None and indent >= block:
            block, is_first = indent if is_first else block, False
            continue
        block = None
        if body.startswith("#"):
            continue
        line = found[number] = _line(number, text, indent)
        if _HEADER.search(line.rest):
            parent = line.column if line.key is not None else line.dash
            block, is_first = (parent or 0) + 1, True
    return found


def _line(number: int, text: str, indent: int) -> Line:
    dashes = _DASHES.match(text, indent)
    column = dashes.end() if dashes else indent
    key = _KEY.match(text, column)
    end = key.end() if key else column
    return Line(
        number=number,
        text=text,
        indent=indent,
        column=column,
        dash=text.rfind("-", indent, column) if column > indent else None,
        key=key["key"].strip("\"'") if key else None,
        value=end + len(text[end:]) - len(text[end:].lstrip(" ")),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A column at which the mappings and lists above a line go on: of keys, or of dashes."""

    column: int
    is_dash: bool
    line: Line


def open_above(found: Mapping[int, Line], number: int) -> Iterator[Open]:
    """Yield what is open above a line, from the innermost outward."""
    least = 1 << 30
    for above in range(number - 1, -1, -1):
        line = found.get(above)
        if line is None or (line.key is None and line.dash is None):
            continue
        if line.key is not None and line.column < least:
            least = line.column
            yield Open(column=line.column, is_dash=False, line=line)
        if line.dash is not None and line.dash < least:
            least = line.dash
            yield Open(column=line.dash, is_dash=True, line=line)
        if not least:
            return


@cache
def known_keys() -> frozenset[str]:
    """Return every key of policies, fragments and cases."""
    return frozenset(
        key
        for name in SCHEMA_NAMES
        if name not in ("config", "manifest")
        for key in _properties(json.loads(schema_bytes(name)))
    )


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for inner in schema.values():
            yield from _properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _properties(inner)
