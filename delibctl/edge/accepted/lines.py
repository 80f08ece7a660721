"""Accepted rows as JSON lines, sorted by case, so that git merges them line by line."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any

import msgspec

from delibctl.compare.accepted.row import AcceptedRow
from delibctl.compare.accepted.row_problems import problems_alone
from delibctl.errors import DelibctlError
from delibctl.text.suggest import nearest

_MERGE_MARKER = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:\s|\Z)")
#: What to do about a file that was damaged.
RESTORE = "restore the file from git, or accept a new run"


def to_lines(rows: Iterable[AcceptedRow]) -> str:
    """Return rows as text, one line for each, sorted by case. Defaults are left out."""
    return "".join(f"{_line(row)}\n" for row in sorted(rows, key=lambda row: row.case))


def _line(row: AcceptedRow) -> str:
    return json.dumps(_without_defaults(row), ensure_ascii=False)


def _without_defaults(value: Any) -> Any:
    """Return a dataclass as a dict of its fields that are not as they are by default."""
    if is_dataclass(value) and not isinstance(value, type):
        defaults = _defaults_of(type(value))
        items = {field.name: getattr(value, field.name) for field in fields(value)}
        return {
            name: _without_defaults(item)
            for name, item in items.items()
            if name not in defaults or item != defaults[name]
        }
    if isinstance(value, tuple | list):
        return [_without_defaults(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_defaults(item) for key, item in value.items()}
    return value


@lru_cache
def _defaults_of(type_: Any) -> dict[str, Any]:
    """Return the default of each field of a dataclass that has one."""
    return {
        field.name: field.default_factory()
        if field.default_factory is not MISSING
        else field.default
        for field in fields(type_)
        if field.default is not MISSING or field.default_factory is not MISSING
    }


def from_lines(text: str, name: str) -> dict[int, AcceptedRow]:
    """Return the rows of a file by the numbers of their lines. `name` is the file in errors.

    Raises DelibctlError with line and field if it holds anything else, or two rows of one case.
    """
    rows: dict[int, AcceptedRow] = {}
    cases = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        row = _row(line, f"{name}:{number}")
        if row.case in cases:
            raise DelibctlError(
                f"{row.case} has two accepted rows",
                where=f"{name}:{number}",
                next="keep the row of the answers that are right now, and remove the other line",
            )
        cases.add(row.case)
        rows[number] = row
    return rows


def _row(line: str, where: str) -> AcceptedRow:
    if marker := _MERGE_MARKER.match(line):
        raise DelibctlError(
            f"merge marker {marker[0].strip()}: the conflict of two branches is not resolved",
            where=where,
            next="keep one row of each case, and remove the lines with the markers",
        )
    try:
        row = msgspec.json.decode(line, type=AcceptedRow)
        given = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DelibctlError(
            f"this is not an accepted row: {error}", where=where, next=RESTORE
        ) from error
    for field, key, known in _unknown_keys(given, msgspec.to_builtins(row)):
        raise DelibctlError(
            f"{field}: unknown key {key!r}", where=where, next=nearest(key, known, "key")
        )
    for problem in problems_alone(row):
        raise DelibctlError(f"{problem.field}: {problem.reason}", where=where, next=RESTORE)
    return row


def _unknown_keys(given: Any, read: Any, at: str = "") -> Iterator[tuple[str, str, list[str]]]:
    """Yield where a key is that was not read, the key, and the keys that there are."""
    if isinstance(given, dict):
        for key, value in given.items():
            if key not in read:
                yield at or "the row", key, list(read)
            else:
                yield from _unknown_keys(value, read[key], f"{at}.{key}" if at else key)
    elif isinstance(given, list):
        for number, (value, other) in enumerate(zip(given, read, strict=False)):
            yield from _unknown_keys(value, other, f"{at}[{number}]")
