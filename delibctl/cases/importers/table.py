"""Reading a table from CSV, TSV, JSON, JSON lines or YAML, by the content of the file."""

from collections.abc import Collection

from delibctl.cases.importers.csv_rows import read_csv
from delibctl.cases.importers.json_rows import read_json
from delibctl.cases.importers.yaml_rows import read_yaml
from delibctl.cases.table import IsHeader, Table
from delibctl.errors import DelibctlError


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
