"""Reading cases as JSON lines: one case per line, with its line as the place."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from delibctl.model import Place
from delibctl.source import nodes
from delibctl.source.events import Limits
from delibctl.source.problem import Problem


def parse(text: str, name: str) -> tuple[dict[str, Any], list[int], list[Problem]]:
    """Return a cases document, the line number of each case, and problems of other lines."""
    cases: list[Any] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        twice: list[str] = []
        try:
            cases.append(_load(line, twice))
            lines.append(number)
        except (ValueError, RecursionError) as error:
            problems.append(_not_json(line, number, name, error))
        problems += [_duplicate(key, line, number, name) for key in twice]
    return {"schema_version": 1, "cases": cases}, lines, problems


def locator(
    lines: list[int], text: str, name: str
) -> Callable[[tuple[str | int, ...], bool], Place]:
    """Return a function from a path, and whether its key is meant, to a place.

    JSON is YAML, so the place within a line comes from the YAML nodes of that line.
    """
    content = lines_of(text)

    def locate(path: tuple[str | int, ...], key: bool) -> Place:
        index = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        line = lines[index] if index < len(lines) else 1
        root, error = nodes.compose(content[line - 1]) if content else (None, None)
        if root is None or error is not None:
            return Place(file=name, line=line, end_line=line)
        place = nodes.Tree(root, name).locate(path[2:], key)
        return replace(place, line=line, end_line=line)

    return locate


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; only line feeds end one, as U+2028 may be part of a JSON text."""
    return [line.removesuffix("\r") for line in text.split("\n")]


def _load(line: str, twice: list[str]) -> Any:
    """Return the value of a line, and add its repeated keys to `twice`.

    Raises ValueError or RecursionError if the line is invalid, too deep, or not encodable.
    """
    value = json.loads(line, object_pairs_hook=partial(_firsts, twice))
    if _too_deep(value):
        raise RecursionError
    if "\\u" in line:
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _too_deep(value: Any) -> bool:
    """Return True if a value is nested deeper than YAML may be; validation would overflow."""
    level = [value]
    for _ in range(Limits().depth):
        level = [
            inner for item in level for inner in _items(item) if isinstance(inner, dict | list)
        ]
    return bool(level)


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _firsts(twice: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping that keeps the first of equal keys, as in YAML."""
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            twice.append(key)
        else:
            mapping[key] = value
    return mapping


def _duplicate(key: str, line: str, number: int, name: str) -> Problem:
    return Problem(
        kind="duplicate-key",
        place=Place(file=name, line=number, end_line=number, end_column=len(line) + 1),
        message=f"the key {key!r} appears twice",
        next="keep one of them",
    )


def _not_json(line: str, number: int, name: str, error: Exception) -> Problem:
    column = getattr(error, "colno", 1)
    place = Place(file=name, line=number, column=column, end_line=number, end_column=len(line) + 1)
    return Problem(
        kind="yaml-syntax",
        place=place,
        message=f"not JSON: {_why(error)}",
        next="write one JSON object per line",
    )


def _why(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return error.msg
        case UnicodeEncodeError():
            return "an escape is half of a surrogate pair"
        case RecursionError():
            return "nested too deeply"
    return "a number is too long"
