"""Reading rows from YAML: a list of mappings, or a mapping around one."""

from typing import Any

from delibctl.cases.table import RowOfTable, Table
from delibctl.errors import DelibctlError
from delibctl.source import Document
from delibctl.source.foreign import read_foreign

Path = tuple[str | int, ...]


def read_yaml(text: str, name: str) -> Table:
    """Return the mappings of a file as rows. Raises DelibctlError if it holds no list of them."""
    document = read_foreign(text, name)
    listing = _list_of_rows(document.data)
    if listing is None:
        problem = next((problem.message for problem in document.problems), "not a list of mappings")
        raise DelibctlError(f"{name}: {problem}", next="use a list of mappings with a prompt each")
    path, rows = listing
    left_over = [(problem.place.line, problem.message) for problem in document.problems]
    left_over += [
        (document.key_place((key,)).line, f"{key!r}, beside the rows")
        for key in (document.data if path else ())
        if (key,) != path
    ]
    table_rows = [_row(document, (*path, index), row) for index, row in enumerate(rows)]
    columns = tuple(dict.fromkeys(column for row in table_rows for column in row.cells))
    return Table(columns=columns, rows=tuple(table_rows), left_over=tuple(sorted(left_over)))


def _list_of_rows(data: Any) -> tuple[Path, list[dict[str, Any]]] | None:
    """Return the only list of mappings with its path; None if there is none, or several."""
    lists: dict[Path, Any] = {(): data}
    if isinstance(data, dict):
        lists = {(key,): value for key, value in data.items()}
    mappings = {
        path: value
        for path, value in lists.items()
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value)
    }
    return next(iter(mappings.items())) if len(mappings) == 1 else None


def _row(document: Document, path: Path, cells: dict[str, Any]) -> RowOfTable:
    return RowOfTable(line=document.place(path).line, cells=cells)
