"""Reading a CSV or TSV file, however its program separates cells and wherever its header is."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from delibctl.cases.importers.around import below, header_of, names_of
from delibctl.cases.table import IsHeader, RowOfTable, Table
from delibctl.errors import DelibctlError
from delibctl.text.count import counted

#: A first line by which a spreadsheet program names the separator.
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(?P<delimiter>[^\r\n"])"?[ \t,;]*(?:\r\n|\r|\n|\Z)')
_DELIMITERS = (",", ";", "\t", "|")
#: The header is searched in the first rows that are not blank.
_SEARCHED = 20


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """The separator of a file, and the text below the line that names it."""

    delimiter: str
    text: str
    first_line: int = 1

    def rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with its first line; cells may hold line ends.

        Raises DelibctlError if the CSV is invalid.
        """
        stream = io.StringIO(self.text, newline="")
        reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        # Prompts can be longer than the library's default limit of a cell.
        csv.field_size_limit(1 << 27)
        begins = 1
        try:
            for cells in reader:
                yield begins + self.first_line - 1, cells
                begins = reader.line_num + 1
        except csv.Error as error:
            raise DelibctlError(
                f"invalid CSV: {error}",
                where=f"{name}:{begins + self.first_line - 1}",
                next="correct the quotes of that row",
            ) from error

    def first_rows(self, name: str) -> list[list[str]]:
        """Return the first rows that are not blank; none after invalid CSV."""
        cells = (row for _, row in self.rows(name) if any(map(str.strip, row)))
        first: list[list[str]] = []
        try:
            first.extend(islice(cells, _SEARCHED))
        except DelibctlError:
            return first
        return first


def dialect_of(text: str, ending: str, name: str, is_header: IsHeader) -> Dialect:
    """Return the dialect whose separator makes the fullest header, or else the longest first row.

    A line `sep=` names the separator.
    """
    if separator_line := _SEPARATOR_LINE.match(text):
        return Dialect(
            delimiter=separator_line["delimiter"], text=text[separator_line.end() :], first_line=2
        )
    usual = "\t" if ending == ".tsv" else ","
    delimiters = dict.fromkeys((usual, *_DELIMITERS))
    dialects = [Dialect(delimiter=delimiter, text=text) for delimiter in delimiters]
    first = [dialect.first_rows(name) for dialect in dialects]
    fields = [header_of(rows, is_header)[1] for rows in first]
    if any(fields):
        return dialects[fields.index(max(fields))]
    cells = [len(rows[0]) if rows else 0 for rows in first]
    return dialects[cells.index(max(cells))] if max(cells) > 1 else dialects[0]


def read_csv(text: str, ending: str, name: str, is_header: IsHeader) -> Table:
    """Return the rows below the header; lines around it and rows of another length are left over.

    Raises DelibctlError if the CSV is invalid, or two columns have one name.
    """
    dialect = dialect_of(text, ending, name, is_header)
    header, _ = header_of(dialect.first_rows(name), is_header)
    columns: tuple[str, ...] | None = None
    rows: list[tuple[int, list[str]]] = []
    gaps: list[bool] = []
    left_over: list[tuple[int, str]] = []
    behind_gap = False
    for line, row in dialect.rows(name):
        if not any(map(str.strip, row)):
            behind_gap = True
            continue
        if columns is None and len(left_over) < header:
            above = ", ".join(filter(None, names_of(row)))
            left_over.append((line, f"a line above the header: {above[:80]}"))
        elif columns is None:
            columns = _columns(row, line, name)
        elif reason := _misfit(row, columns):
            left_over.append((line, reason))
        else:
            rows.append((line, row))
            gaps.append(behind_gap)
        behind_gap = False
    reasons = below([(row, gap) for (_, row), gap in zip(rows, gaps, strict=True)])
    end = len(rows) - len(reasons)
    left_over += [(line, why) for (line, _), why in zip(rows[end:], reasons, strict=True)]
    found = [
        RowOfTable(line=line, cells=dict(zip(columns or (), row, strict=False)))
        for line, row in rows[:end]
    ]
    return Table(columns=columns or (), rows=tuple(found), left_over=tuple(sorted(left_over)))


def _columns(row: list[str], line: int, name: str) -> tuple[str, ...]:
    columns = names_of(row)
    while columns and not columns[-1]:
        columns = columns[:-1]
    folded = [column.casefold() for column in columns]
    twice = [column for column in columns if column and folded.count(column.casefold()) > 1]
    if twice:
        raise DelibctlError(
            f"two columns are called {twice[0]!r}", where=f"{name}:{line}", next="rename one"
        )
    return columns


def _misfit(row: list[str], columns: tuple[str, ...]) -> str | None:
    """Return the reason why a row does not fit its header; empty cells at its end do not count."""
    if tuple(cell.strip("\ufeff ") for cell in row[: len(columns)]) == columns:
        return "the header again"
    cells = len(row)
    while cells > len(columns) and not row[cells - 1].strip():
        cells -= 1
    if cells == len(columns):
        return None
    reason = f"{counted(cells, 'cell')} under {counted(len(columns), 'column')}"
    return f"{reason}: quote cells that hold a separator" if cells > len(columns) else reason
