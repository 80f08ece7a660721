"""Rows with named columns, out of CSV, TSV, JSON lines or a list in JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.text.escape import encodable

_DELIMITERS = {".tsv": "\t"}


@dataclass(frozen=True, kw_only=True)
class RowOfTable:
    """`line` is that on which the row begins. Keys are as they are written, values are text."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The value of a column, in whatever case its name is written; empty where it has none."""
        folded = column.casefold()
        found = (value for name, value in self.cells.items() if name.casefold() == folded)
        return next(found, "").strip()


@dataclass(frozen=True, kw_only=True)
class Table:
    """The names of the columns, in order, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[RowOfTable, ...]


def read_table(text: str, ending: str, name: str) -> Table:
    """The rows of a file. Raises DelibctlError, with the line, where it is not what it seems."""
    if ending in {".jsonl", ".ndjson"}:
        rows = list(_json_lines(text, name))
    elif ending == ".json":
        rows = list(_json_list(text, name))
    else:
        return _csv(text, _DELIMITERS.get(ending, ","), name)
    columns = dict.fromkeys(column for row in rows for column in row.cells)
    return Table(columns=tuple(columns), rows=tuple(rows))


def lines_of(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row of CSV with the line on which it begins; a cell may hold line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    # Prompts can be longer than what the library takes for a cell.
    csv.field_size_limit(1 << 27)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DelibctlError(
            f"no sound CSV: {error}", where=f"{name}:{begins}", next="mend the quotes of that row"
        ) from error


def _csv(text: str, delimiter: str, name: str) -> Table:
    rows = lines_of(text, delimiter, name)
    columns = tuple(cell.strip() for cell in next((cells for _, cells in rows), []))
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise DelibctlError(
            f"two columns are called {twice[0]!r}", where=f"{name}:1", next="rename one of them"
        )
    return Table(
        columns=columns,
        rows=tuple(
            RowOfTable(line=line, cells=dict(zip(columns, cells, strict=False)))
            for line, cells in rows
            if any(cell.strip() for cell in cells)
        ),
    )


def _json_lines(text: str, name: str) -> Iterator[RowOfTable]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _row(number, _loaded(line, f"{name}:{number}"), f"{name}:{number}")


def _json_list(text: str, name: str) -> Iterator[RowOfTable]:
    data = _loaded(text, name)
    if not isinstance(data, list):
        raise DelibctlError("no list of objects", where=name, next="give a list, or JSON lines")
    for number, entry in enumerate(data, 1):
        yield _row(number, entry, f"{name}, entry {number}")


def _loaded(text: str, where: str) -> Any:
    try:
        # Half of a pair of surrogates is no text, and could not be written.
        return _sound(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise DelibctlError(f"no sound JSON: {error}", where=where, next="mend it") from error


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_sound(item) for item in value]
    if isinstance(value, dict):
        return {encodable(str(key)): _sound(item) for key, item in value.items()}
    return value


def _row(number: int, entry: Any, where: str) -> RowOfTable:
    if not isinstance(entry, dict):
        raise DelibctlError("no object", where=where, next="each entry has to be an object")
    return RowOfTable(line=number, cells={str(key): _text(item) for key, item in entry.items()})


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
