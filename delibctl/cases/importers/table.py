"""Reading rows with named columns from CSV, TSV, JSON, JSON lines or YAML, by their content."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from delibctl.errors import DelibctlError

#: Tells the header row of a table by its cells.
IsHeader = Callable[[tuple[str, ...]], bool]
#: Lines of a file, each with the reason why it was not imported.
LeftOver = tuple[tuple[int, str], ...]

#: Texts that programs write for a missing value.
MISSING = frozenset(
    ("NaN", "nan", "NAN", ".nan", ".NaN", "null", "NULL", "Null", "None", "<NA>", "NA", "N/A",
     "n/a", "#N/A", "#NA", "<null>", "undefined")
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RowOfTable:
    """A row. `line` is its first line in the file. Names and values are as written."""

    line: int
    cells: dict[str, Any]

    def value(self, column: str) -> Any:
        """Return the value of a column, ignoring the case of its name; None if there is none."""
        folded = column.casefold()
        return next((v for name, v in self.cells.items() if name.casefold() == folded), None)

    def get(self, column: str) -> str:
        """Return the text of a column; empty if there is none."""
        return text_of(self.value(column)).strip()

    def filled(self, column: str) -> str:
        """Return the text of a column; empty for a word by which programs write a missing value."""
        text = self.get(column)
        return "" if text in MISSING else text


def text_of(value: Any) -> str:
    """Return a value as text: empty for none, JSON for anything but text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: the names of its columns, in order, its rows, and the lines that are none."""

    columns: tuple[str, ...]
    rows: tuple[RowOfTable, ...]
    left_over: LeftOver = ()

    def checked(self, name: str) -> "Table":
        """Return the table. Raises DelibctlError if it has no columns or no rows."""
        if not any(self.columns) or not self.rows:
            reasons = "".join(f"; line {line}: {why}" for line, why in self.left_over[:1])
            what = "rows" if any(self.columns) or self.left_over else "columns"
            raise DelibctlError(
                f"{name} contains no {what}{reasons}",
                next="name a table with a header row, or JSON objects, and at least one entry",
            )
        return self


def read_table(text: str, ending: str, name: str, names: Collection[str]) -> Table:
    """Return the rows of a file, below a header with one of these names.

    Raises DelibctlError, with the line, if the file is invalid, if it has no columns or rows, or if
    a line of it is no row.
    """
    folded = {column.casefold() for column in names}
    table = read_any_table(
        text, ending, name, lambda columns: not folded.isdisjoint(map(str.casefold, columns))
    )
    for line, reason in table.left_over:
        where = f"{name}:{line}" if line else name
        raise DelibctlError(reason, where=where, next="correct that line")
    return table


def read_any_table(text: str, ending: str, name: str, is_header: IsHeader) -> Table:
    """Return the rows of a file, with the lines that are none; `is_header` tells the header row.

    Raises DelibctlError, with the line, if the file is invalid, or if it has no columns or rows.
    """
    # The readers need this module's rows.
    from delibctl.cases.importers.csv_rows import read_csv
    from delibctl.cases.importers.json_rows import read_json
    from delibctl.cases.importers.yaml_rows import read_yaml

    if ending in {".yaml", ".yml"}:
        return read_yaml(text, name).checked(name)
    if is_json(text, ending):
        return read_json(text, name, is_header).checked(name)
    return read_csv(text, ending, name, is_header).checked(name)


def is_json(text: str, ending: str) -> bool:
    """Return True if a file is JSON: by its content, and without any by its ending."""
    start = text.lstrip("\ufeff \t\r\n")[:200]
    opened = start[:1] in ("{", "[") and start[1:].lstrip()[:1] in ('"', "{", "[", "}", "]")
    return opened or ending in {".json", ".jsonl", ".ndjson"}
