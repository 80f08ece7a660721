"""Reading rows from JSON: a list, JSON lines, an object around a list, or columns with values."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from delibctl.cases.table import IsHeader, RowOfTable, Table
from delibctl.errors import DelibctlError
from delibctl.text.escape import encodable

_SPACE = re.compile(r"[ \t\r\n]*")
_REPEATED = "\0repeated"
#: Deeper values overflow other readers.
_DEEPEST = 50


@dataclass(kw_only=True)
class _Entries:
    """The values of a file, each with its line; `beside` are keys around them."""

    values: list[tuple[int, Any]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def read_json(text: str, name: str, is_header: IsHeader) -> Table:
    """Return the objects of a file as rows; `is_header` tells a row by its keys.

    Raises DelibctlError if the JSON is invalid, or holds no objects.
    """
    text = text.lstrip("\ufeff")
    entries = _entries(text, name, is_header)
    rows: list[RowOfTable] = []
    replaced: list[tuple[int, str]] = []
    left_over = [(0, f"{encodable(key)!r}, beside the rows") for key in entries.beside]
    for line, value in entries.values:
        if not isinstance(value, dict):
            raise DelibctlError(
                "not an object", where=f"{name}:{line}", next="write each entry as an object"
            )
        if repeated := _repeated(value):
            left_over.append((line, f"the key {encodable(repeated)!r} appears twice"))
            continue
        if cut := value.get("truncated_cells") if _is_numbered(value) else None:
            left_over.append((line, f"the server cut {', '.join(map(str, cut))}: export it whole"))
            continue
        cells = _cells(value)
        halved = [encodable(key) for key, cell in cells.items() if _sound(cell) != cell]
        if halved:
            replaced.append((line, f"half of a surrogate pair in {', '.join(halved)}: now U+FFFD"))
        rows.append(RowOfTable(line=line, cells=_sound(cells)))
    columns = tuple(dict.fromkeys(column for row in rows for column in row.cells))
    return Table(
        columns=columns,
        rows=tuple(rows),
        left_over=tuple(sorted(left_over)),
        replaced=tuple(replaced),
    )


def _is_numbered(value: dict[str, Any]) -> bool:
    """Return True if an object is a row with its number, as a server of data sets sends it."""
    return isinstance(value.get("row"), dict) and "row_idx" in value


def _cells(value: dict[str, Any]) -> dict[str, Any]:
    cells: dict[str, Any] = value["row"] if _is_numbered(value) else value
    return cells


def _entries(text: str, name: str, is_header: IsHeader) -> _Entries:
    start = _skipped(text, 0)
    if text[start : start + 1] == "[":
        items, end = _items(text, start, name)
        behind = _skipped(text, end)
        if behind < len(text):
            raise _invalid("text after the list", name, _line(text, behind))
        return _Entries(values=items)
    values, position, line, counted_to = [], start, 1, 0
    while position < len(text):
        line, counted_to = line + text.count("\n", counted_to, position), position
        value, end = _decoded(text, name, position)
        values.append((line, value))
        position = _skipped(text, end)
        if text[position : position + 1] == ",":
            raise _invalid("a comma after the object", name, _line(text, position))
    if len(values) == 1 and isinstance(values[0][1], dict):
        return _inside(values[0][1], text, name, is_header)
    return _Entries(values=values)


def _inside(data: dict[str, Any], text: str, name: str, is_header: IsHeader) -> _Entries:
    """Return the rows inside of an object, which may also be the only row."""
    columns, rows = data.get("columns"), data.get("data")
    if isinstance(columns, list) and isinstance(rows, list) and _all(rows, list):
        keys = [str(column) for column in columns]
        if all(len(row) == len(keys) for row in rows):
            beside = [key for key in data if key not in ("columns", "data")]
            values = [(0, dict(zip(keys, row, strict=True))) for row in rows]
            return _Entries(values=values, beside=beside)
    by_column = _by_column(data)
    if is_header(tuple(data)) and not by_column:
        lists = [value for value in data.values() if _all(value, dict)]
        if not lists or any(map(_is_turn, lists)):
            return _Entries(values=[(1, data)])
    if by_column:
        return _Entries(values=[(0, row) for row in by_column])
    if lists := _lists_of_rows(data, name, is_header):
        beside = [key for key in data if key != lists[0]]
        return _Entries(values=_placed(data[lists[0]], lists[0], text, name), beside=beside)
    return _of_objects(data, text, name, is_header)


def _lists_of_rows(data: dict[str, Any], name: str, is_header: IsHeader) -> list[str]:
    """Return the key of the list of rows, alone. Raises DelibctlError if it is not clear."""
    lists = [key for key, value in data.items() if _all(value, dict)]
    with_prompts = [key for key in lists if any(is_header(tuple(_cells(v))) for v in data[key])]
    if len(with_prompts) == 1:
        return with_prompts
    if any(isinstance(value, dict) and is_header(tuple(value)) for value in data.values()):
        return []
    if len(lists) > 1:
        raise DelibctlError(
            f"several lists of objects: {', '.join(map(encodable, lists))}",
            where=name,
            next="keep the one with the prompts",
        )
    return lists


def _of_objects(data: dict[str, Any], text: str, name: str, is_header: IsHeader) -> _Entries:
    """Return the rows in the objects of an object; the object itself if they hold none."""
    objects = {key: value for key, value in data.items() if isinstance(value, dict)}
    if len(objects) > 1 and all(is_header(tuple(value)) for value in objects.values()):
        beside = [key for key in data if key not in objects]
        values = [(0, {"id": key} | value) for key, value in objects.items()]
        return _Entries(values=values, beside=beside)
    if len(objects) == 1:
        ((key, inner),) = objects.items()
        entries = _inside(inner, text, name, is_header)
        if [value for _, value in entries.values] != [inner]:
            beside = [*(other for other in data if other != key), *entries.beside]
            return _Entries(values=entries.values, beside=beside)
    return _Entries(values=[(1, data)])


def _all(value: Any, type_: type) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, type_) for v in value)


def _is_turn(value: list[dict[str, Any]]) -> bool:
    return all(entry.keys() & {"role", "from", "speaker"} for entry in value)


def _by_column(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of an object that holds a list, or an object by row, for each column."""
    values = list(data.values())
    if all(isinstance(value, list) for value in values):
        lengths = {len(value) for value in values}
        flat = all(not isinstance(item, dict) for value in values for item in value)
        texts = len(values) == 1 and _all(values[0], str)
        if len(lengths) == 1 and flat and (len(values) > 1 or texts):
            return [dict(zip(data, row, strict=True)) for row in zip(*values, strict=True)]
    if all(isinstance(value, dict) for value in values) and len(values) > 1:
        keys = list(values[0])
        numbered = all(key.isdecimal() for key in keys)
        if numbered and all(list(value) == keys for value in values):
            return [{name: column[key] for name, column in data.items()} for key in keys]
    return []


def _placed(values: Sequence[Any], key: str, text: str, name: str) -> list[tuple[int, Any]]:
    """Return the values of a key, each with its line; 0 where the line is not certain."""
    for match in re.finditer(re.escape(json.dumps(key)) + r"\s*:\s*(?=\[)", text):
        items, _ = _items(text, match.end(), name)
        if [value for _, value in items] == list(values):
            return items
        break
    return [(0, value) for value in values]


def _items(text: str, start: int, name: str) -> tuple[list[tuple[int, Any]], int]:
    """Return the values of the list at `start`, each with its line, and the offset after it."""
    items: list[tuple[int, Any]] = []
    position, line, counted_to = _skipped(text, start + 1), 1, 0
    while text[position : position + 1] != "]":
        line, counted_to = line + text.count("\n", counted_to, position), position
        value, end = _decoded(text, name, position)
        items.append((line, value))
        position = _skipped(text, end)
        if text[position : position + 1] == ",":
            position = _skipped(text, position + 1)
        elif text[position : position + 1] != "]":
            raise _invalid("a comma or `]` is missing", name, _line(text, position))
    return items, position + 1


def _skipped(text: str, position: int) -> int:
    return _SPACE.match(text, position).end()  # type: ignore[union-attr]  # it may match nothing


def _decoded(text: str, name: str, position: int) -> tuple[Any, int]:
    try:
        value, end = _DECODER.raw_decode(text, position)
        _check_depth(value, 0)
        return value, end
    except json.JSONDecodeError as error:
        raise _invalid(error.msg, name, error.lineno) from error
    except RecursionError as error:
        raise _invalid("nested too deeply", name, _line(text, position)) from error
    except ValueError as error:
        raise _invalid("a number is too long", name, _line(text, position)) from error


def _invalid(problem: str, name: str, line: int) -> DelibctlError:
    step = "remove it: JSON lines have none" if "comma after" in problem else "correct that line"
    return DelibctlError(f"invalid JSON: {problem}", where=f"{name}:{line}", next=step)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, which notes the first key that appears twice."""
    data = dict(pairs)
    if len(data) < len(pairs):
        data[_REPEATED] = Counter(key for key, _ in pairs).most_common(1)[0][0]
    return data


def _repeated(value: Any) -> str | None:
    """Return the first key that appears twice in one object of a value."""
    if isinstance(value, dict):
        if _REPEATED in value:
            return str(value[_REPEATED])
        value = list(value.values())
    inner = map(_repeated, value) if isinstance(value, list) else iter(())
    return next(filter(None, inner), None)


#: NaN and Infinity stand for a missing value.
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=lambda _: None)


def _check_depth(value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise RecursionError
    inner = value.values() if isinstance(value, dict) else value
    for item in inner if isinstance(value, dict | list) else ():
        _check_depth(item, depth + 1)


def _sound(value: Any) -> Any:
    """Return a value without halves of surrogate pairs: they are no text, and cannot be written."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_sound(item) for item in value]
    if isinstance(value, dict):
        return {encodable(key): _sound(item) for key, item in value.items()}
    return value
