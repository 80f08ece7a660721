"""The tests of promptfoo in a table: variables, `__metadata:NAME`, and assertions left over."""

from typing import Any

from delibctl.cases.importers.promptfoo import Reading
from delibctl.cases.importers.record import Records
from delibctl.cases.table import RowOfTable, Table, text_of

_METADATA = "__metadata:"
_MARKS = ("__expected", "__prefix", "__suffix", "__description", "__metric", "__threshold")


def fits(columns: tuple[str, ...]) -> bool:
    """Return True if a column has a name that means something to promptfoo alone."""
    return any(column.startswith((_METADATA, *_MARKS)) for column in columns)


def read(table: Table, prompt: str | None, label: str | None) -> Records:
    """Return the tests of a table; `prompt` and `label` name the variables that hold them."""
    reading = Reading(prompt=prompt, label=label, templates=[""])
    reading.records.left_over += table.left_over
    for row in table.rows:
        reading.add({"vars": _variables(row, prompt), "metadata": _metadata(row)}, row.line)
        for name, value in row.cells.items():
            if name.startswith("__") and not name.startswith((_METADATA, *_WRAPPING)) and value:
                what = "an assertion" if name.startswith("__expected") else f"{name!r}"
                reading.records.left_over.append((row.line, f"{what}: {str(value)[:80]}"))
    return reading.finished()


_WRAPPING = ("__prefix", "__suffix", "__description")


def _variables(row: RowOfTable, prompt: str | None) -> dict[str, Any]:
    """Return the variables of a row, with the text before and after its prompt."""
    variables = {name: value for name, value in row.cells.items() if not name.startswith("__")}
    name = prompt or "prompt"
    if isinstance(variables.get(name), str):
        around = (row.value("__prefix"), variables[name], row.value("__suffix"))
        variables[name] = "".join(map(text_of, around))
    return variables


def _metadata(row: RowOfTable) -> dict[str, Any]:
    """Return the metadata of a row; of a list of values the first one that is not empty."""
    return {
        name.removeprefix(_METADATA).removesuffix("[]"): row.filled(name).split(",")[0].strip()
        if name.endswith("[]")
        else row.filled(name)
        for name in row.cells
        if name.startswith(_METADATA)
    }
