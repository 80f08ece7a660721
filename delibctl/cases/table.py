"""A table: rows with named columns, and what its cells say."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from delibctl.errors import DelibctlError

#: Tells the header row of a table by its cells.
IsHeader = Callable[[tuple[str, ...]], bool]
#: Lines of a file, each with the reason why it was not imported.
LeftOver = tuple[tuple[int, str], ...]

#: Texts that programs write for a missing value.
MISSING = frozenset(
    ("NaN", "nan", "NAN", ".nan", ".NaN", "-nan", "-NaN", "null", "NULL", "Null", "None", "NONE",
     "<NA>", "NA", "N/A", "n/a", "#N/A", "#NA", "<null>", "(null)", "[null]", "(blank)", "\\N",
     "NaT", "undefined", "1.#QNAN", "-1.#IND")
)  # fmt: skip
_MISSING_FOLDED = frozenset(map(str.casefold, MISSING))
#: Texts that spreadsheets show instead of a value.
_ERROR = re.compile(
    r"#(?:NAME\?|(?:REF|VALUE|DIV/0|NUM|NULL|ERROR|SPILL|CALC|FIELD|BUSY)!)|Loading\.\.\.", re.I
)


def why_missing(text: str) -> str | None:
    """Return what a text is that programs write where a value is missing; None for other texts."""
    if text.casefold() in _MISSING_FOLDED:
        return "a missing value"
    return "an error of a spreadsheet" if _ERROR.fullmatch(text) else None


@dataclass(frozen=True, kw_only=True)
class RowOfTable:
    """A row. `line` is its first line in the file. Names and values are as written."""

    line: int
    cells: dict[str, Any]

    def value(self, column: str) -> Any:
        """Return the value of a column, ignoring the case of its name; None if there is none.

        A key of an object in a cell is named `column.key`.
        """
        folded = column.casefold()
        for name, value in self.cells.items():
            if name.casefold() == folded:
                return value
        outer, _, inner = column.partition(".")
        cells = self.value(outer) if inner else None
        if not isinstance(cells, dict):
            return None
        return RowOfTable(line=self.line, cells=cells).value(inner)

    def get(self, column: str) -> str:
        """Return the text of a column; empty if there is none."""
        return text_of(self.value(column)).strip()

    def filled(self, column: str) -> str:
        """Return the text of a column; empty for a word by which programs write a missing value."""
        text = self.get(column)
        return "" if text in MISSING or _ERROR.fullmatch(text) else text


def _names(cells: dict[str, Any], outer: str = "") -> Iterator[str]:
    for column, value in cells.items():
        if isinstance(value, dict) and value:
            yield from _names(value, f"{outer}{column}.")
        else:
            yield f"{outer}{column}"


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
    #: Lines with characters that are no text, and were replaced.
    replaced: LeftOver = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns; of a column of objects, those of its keys: `column.key`."""
        return tuple(dict.fromkeys(name for row in self.rows for name in _names(row.cells))) or (
            self.columns
        )

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
