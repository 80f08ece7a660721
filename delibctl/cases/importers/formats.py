"""Every form of prompt sets by its name, and which one a file is of."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from delibctl.cases.importers import promptfoo, spreadsheet
from delibctl.cases.importers.layouts import LAYOUTS, Layout
from delibctl.cases.importers.record import Record, Records, user_turn
from delibctl.cases.importers.table import RowOfTable, Table, lines_of, read_table
from delibctl.errors import DelibctlError
from delibctl.model import Kind, Message
from delibctl.source import read as read_source
from delibctl.text.suggest import nearest

_ROLES = {"system", "user", "assistant"}
#: What a column of one's own table can hold.
FIELDS = ("prompt", "label", "style", "id", "kind", "lang")


@dataclass(frozen=True, kw_only=True)
class Format:
    """A form of prompt sets, and what it says of itself."""

    name: str
    doc: str


def _headline(doc: str | None) -> str:
    return (doc or "").partition("\n")[0]


FORMATS = {
    found.name: found
    for found in (
        *(Format(name=layout.name, doc=layout.doc) for layout in LAYOUTS),
        Format(name="promptfoo", doc=_headline(promptfoo.__doc__)),
        Format(name="spreadsheet", doc=_headline(spreadsheet.__doc__)),
        Format(name="table", doc="Any CSV, TSV, JSON or JSON lines, with --column prompt=NAME."),
    )
}


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file: its text and name; `columns` says which of its columns holds which field.

    `styles` are the words of the source for a style.
    """

    text: str
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """The ending of its name, with the dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def delimiter(self) -> str:
        """What stands between cells."""
        return "\t" if self.ending == ".tsv" else ","


def layout_of(name: str) -> Layout | None:
    """The layout of a known prompt set."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def guess(given: SourceFile) -> str | None:
    """The form of a file; None where it holds no prompts that could be found."""
    if given.ending in {".yaml", ".yml"}:
        document = read_source(given.text.encode(), given.name)
        if document.data is None and document.problems:
            problem = document.problems[0]
            raise DelibctlError(problem.message, where=str(problem.place), next="mend it")
        return "promptfoo" if promptfoo.recognises(document.data) else None
    if given.ending not in {".csv", ".tsv", ".json", ".jsonl", ".ndjson"}:
        return None
    if given.columns:
        return "table"
    if given.ending in {".csv", ".tsv"}:
        rows = [row for _, row in lines_of(given.text, given.delimiter, given.name)]
        if spreadsheet.recognises(rows):
            return "spreadsheet"
    columns = read_table(given.text, given.ending, given.name).columns
    return next((layout.name for layout in LAYOUTS if layout.fits(columns)), "table")


def read_records(given: SourceFile, form: str) -> Records:
    """The prompts of a file of that form. Raises DelibctlError where it is not of it."""
    if form == "promptfoo":
        columns = given.columns
        return promptfoo.read(given.text, given.name, columns.get("prompt"), columns.get("label"))
    if form == "spreadsheet":
        return spreadsheet.read(given.text, given.delimiter, given.name)
    table = read_table(given.text, given.ending, given.name)
    layout = layout_of(form)
    if layout is None:
        return _own(table, given)
    if not layout.fits(table.columns):
        missing = [name for name in layout.columns if name not in table.columns]
        raise DelibctlError(
            f"{given.name} is not of the form {form}: it has no column {', '.join(missing)}",
            next=f"its columns are {', '.join(table.columns) or 'none'}; --as table takes any",
        )
    return _kept(layout.record(row, given.name) for row in table.rows)


def _kept(records: Iterable[Record]) -> Records:
    found = Records()
    for record in records:
        if record.messages[-1].content:
            found.found.append(record)
        else:
            found.left_over.append((record.line, "it has no prompt"))
    return found


def _own(table: Table, given: SourceFile) -> Records:
    """The rows of any table, by the columns that were named."""
    for name in given.columns:
        if name not in FIELDS:
            raise DelibctlError(
                f"--column {name}=...: no such field", next=nearest(name, FIELDS, "field")
            )
    named = {**_usual(table), **given.columns}
    for name, column in given.columns.items():
        if column.casefold() not in {known.casefold() for known in table.columns}:
            raise DelibctlError(
                f"--column {name}={column}: {given.name} has no such column",
                next=nearest(column, table.columns, "column"),
            )
    if "prompt" not in named:
        raise DelibctlError(
            f"which column of {given.name} holds the prompt is not clear",
            next=f"--column prompt=NAME, one of {', '.join(table.columns) or 'none'}",
        )
    found = _kept(_record(row, named, given.styles) for row in table.rows)
    kinds = set(map(str, Kind))
    if "kind" in named:
        for row in table.rows:
            kind = row.get(named["kind"])
            if kind and kind not in kinds:
                found.left_over.append((row.line, f"the kind {kind!r}, which is none of ours"))
    return found


def _turns(text: str) -> tuple[Message, ...]:
    """A conversation that stands in one cell as JSON; empty where it is none."""
    if not text.startswith("["):
        return ()
    try:
        turns = [(turn["role"], turn["content"]) for turn in json.loads(text)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()
    sound = all(role in _ROLES and isinstance(said, str) and said.strip() for role, said in turns)
    if not turns or not sound or turns[-1][0] != "user":
        return ()
    return tuple(Message(role=role, content=said) for role, said in turns)


def _usual(table: Table) -> dict[str, str]:
    """Columns that are called as we call them."""
    return {name: name for name in FIELDS if name in {c.casefold() for c in table.columns}}


def _record(row: RowOfTable, named: Mapping[str, str], styles: Mapping[str, str]) -> Record:
    def cell(field: str) -> str:
        return row.get(named[field]) if field in named else ""

    kind, style = cell("kind"), cell("style")
    record = Record(
        line=row.line,
        number=cell("id"),
        messages=_turns(cell("prompt")) or user_turn(cell("prompt")),
        label=cell("label"),
        style=styles.get(style, style) or None,
        lang=cell("lang") or "en",
    )
    return replace(record, kind=Kind(kind)) if kind in set(map(str, Kind)) else record
