"""Reading rows with named columns from CSV, TSV, JSON lines or a JSON list."""

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
    """A row. `line` is its first line in the file. Names are as written, values are text."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """Return the value of a column, ignoring the case of its name; empty if there is none."""
        folded = column.casefold()
        values = (value for name, value in self.cells.items() if name.casefold() == folded)
        return next(values, "").strip()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: the names of its columns, in order, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[RowOfTable, ...]


def read_table(text: str, ending: str, name: str) -> Table:
    """Return the rows of a file.

    Raises DelibctlError, with the line, if the file is invalid, or if it has no columns or rows.
    """
    if ending in {".jsonl", ".ndjson"}:
        table = _of_objects(_json_lines(text, name))
    elif ending == ".json":
        table = _of_objects(_json_list(text, name))
    else:
        table = _csv(text, _DELIMITERS.get(ending, ","), name)
    if not any(table.columns) or not table.rows:
        raise DelibctlError(
            f"{name} contains no rows" if any(table.columns) else f"{name} contains no columns",
            next="name a table with a header row, or JSON objects, and at least one entry",
        )
    return table


def _of_objects(rows: Iterator[RowOfTable]) -> Table:
    entries = tuple(rows)
    columns = dict.fromkeys(column for row in entries for column in row.cells)
    return Table(columns=tuple(columns), rows=entries)


def lines_of(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV file with its first line; cells may hold line ends.

    Raises DelibctlError if the CSV is invalid.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    # Prompts can be longer than the library's default limit of a cell.
    csv.field_size_limit(1 << 27)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise DelibctlError(
            f"invalid CSV: {error}", where=f"{name}:{begins}", next="fix the quotes of that row"
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
            yield _row(number, _loaded(line, name, number), f"{name}:{number}")


def _json_list(text: str, name: str) -> Iterator[RowOfTable]:
    data = _loaded(text, name)
    if not isinstance(data, list):
        raise DelibctlError("not a list of objects", where=name, next="use a list or JSON lines")
    for number, entry in enumerate(data, 1):
        yield _row(number, entry, f"{name}, entry {number}")


def _loaded(text: str, name: str, first_line: int = 1) -> Any:
    try:
        # Half of a surrogate pair is not text, and cannot be written to a file.
        return _sound(json.loads(text))
    except (ValueError, RecursionError) as error:
        problem, line = str(error), first_line
        if isinstance(error, json.JSONDecodeError):
            problem, line = error.msg, first_line + error.lineno - 1
        where = f"{name}:{line}"
        raise DelibctlError(f"invalid JSON: {problem}", where=where, next="fix it") from error


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
        raise DelibctlError("not an object", where=where, next="write each entry as an object")
    return RowOfTable(line=number, cells={str(key): _text(item) for key, item in entry.items()})


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
