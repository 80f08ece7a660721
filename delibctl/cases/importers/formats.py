"""The formats of prompt sets by name, and recognising the format of a file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from types import ModuleType

from delibctl.cases.importers import promptfoo, spreadsheet
from delibctl.cases.importers.layouts import LAYOUTS, Layout
from delibctl.cases.importers.record import Record, Records, user_turn
from delibctl.cases.importers.table import RowOfTable, Table, lines_of, read_table
from delibctl.errors import DelibctlError
from delibctl.model import Kind, Message
from delibctl.source import read as read_source
from delibctl.text.documentation import documentation
from delibctl.text.suggest import nearest

_ROLES = {"system", "user", "assistant"}
#: The fields that a column of any table can hold.
FIELDS = ("prompt", "label", "style", "id", "kind", "lang")


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of prompt sets, with the line that describes it."""

    name: str
    doc: str


def _headline(module: ModuleType) -> str:
    return documentation(module).partition("\n")[0]


FORMATS = {
    format.name: format
    for format in (
        *(Format(name=layout.name, doc=layout.doc) for layout in LAYOUTS),
        Format(name="promptfoo", doc=_headline(promptfoo)),
        Format(name="spreadsheet", doc=_headline(spreadsheet)),
        Format(name="table", doc="Any CSV, TSV, JSON or JSON lines, with --column prompt=NAME."),
    )
}


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """The text and name of a file. `columns` maps fields to the columns that hold them.

    `styles` maps the source's words for styles to styles of the policy.
    """

    text: str
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """The ending of the file name, with the dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def delimiter(self) -> str:
        """The character between two cells."""
        return "\t" if self.ending == ".tsv" else ","


def layout_of(name: str) -> Layout | None:
    """Return the layout of a known prompt set; None if the name is unknown."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def guess(file: SourceFile) -> str | None:
    """Return the name of a file's format; None if no prompts were recognised in it.

    Raises DelibctlError if the file cannot be read.
    """
    if file.ending in {".yaml", ".yml"}:
        document = read_source(file.text.encode(), file.name)
        if document.data is None and document.problems:
            problem = document.problems[0]
            raise DelibctlError(problem.message, where=str(problem.place), next="fix the file")
        return "promptfoo" if promptfoo.recognises(document.data) else None
    if file.ending not in {".csv", ".tsv", ".json", ".jsonl", ".ndjson"}:
        return None
    if file.columns:
        return "table"
    if file.ending in {".csv", ".tsv"}:
        rows = [row for _, row in lines_of(file.text, file.delimiter, file.name)]
        if spreadsheet.recognises(rows):
            return "spreadsheet"
    columns = read_table(file.text, file.ending, file.name).columns
    return next((layout.name for layout in LAYOUTS if layout.fits(columns)), "table")


def read_records(file: SourceFile, form: str) -> Records:
    """Return the prompts of a file. Raises DelibctlError if the file does not have that format."""
    if form == "promptfoo":
        columns = file.columns
        return promptfoo.read(file.text, file.name, columns.get("prompt"), columns.get("label"))
    if form == "spreadsheet":
        return spreadsheet.read(file.text, file.delimiter, file.name)
    table = read_table(file.text, file.ending, file.name)
    layout = layout_of(form)
    if layout is None:
        return _from_table(table, file)
    if not layout.fits(table.columns):
        missing = [name for name in layout.columns if name not in table.columns]
        raise DelibctlError(
            f"{file.name} does not have the format {form}: it has no column {', '.join(missing)}",
            next=f"its columns are {_listed(table)}; --as table accepts any columns",
        )
    return _with_prompts(layout.record(row, file.name) for row in table.rows)


def _listed(table: Table) -> str:
    return ", ".join(table.columns) or "none"


def _with_prompts(records: Iterable[Record]) -> Records:
    """Return the records with a prompt; the lines of the others are left over."""
    prompts = Records()
    for record in records:
        if record.messages[-1].content:
            prompts.records.append(record)
        else:
            prompts.left_over.append((record.line, "no prompt"))
    return prompts


def _from_table(table: Table, file: SourceFile) -> Records:
    """Return the prompts of any table. Raises DelibctlError for unknown fields or columns."""
    for name in file.columns:
        if name not in FIELDS:
            raise DelibctlError(
                f"--column {name}=...: unknown field", next=nearest(name, FIELDS, "field")
            )
    columns = {**_usual(table), **file.columns}
    for name, column in file.columns.items():
        if column.casefold() not in {existing.casefold() for existing in table.columns}:
            raise DelibctlError(
                f"--column {name}={column}: {file.name} has no such column",
                next=nearest(column, table.columns, "column"),
            )
    if "prompt" not in columns:
        raise DelibctlError(
            f"{file.name}: it is not clear which column holds the prompt",
            next=f"add --column prompt=NAME; the columns are {_listed(table)}",
        )
    prompts = _with_prompts(_record(row, columns, file.styles) for row in table.rows)
    kinds = set(map(str, Kind))
    if "kind" in columns:
        for row in table.rows:
            kind = row.get(columns["kind"])
            if kind and kind not in kinds:
                prompts.left_over.append((row.line, f"unknown kind {kind!r}, imported as direct"))
    return prompts


def _turns(text: str) -> tuple[Message, ...]:
    """Return the conversation in a cell that holds it as JSON; empty if it holds none."""
    if not text.startswith("["):
        return ()
    try:
        turns = [(turn["role"], turn["content"]) for turn in json.loads(text)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()
    sound = all(
        role in _ROLES and isinstance(content, str) and content.strip() for role, content in turns
    )
    if not turns or not sound or turns[-1][0] != "user":
        return ()
    return tuple(Message(role=role, content=content) for role, content in turns)


def _usual(table: Table) -> dict[str, str]:
    """Return the columns that have the name of a field."""
    return {name: name for name in FIELDS if name in {c.casefold() for c in table.columns}}


def _record(row: RowOfTable, columns: Mapping[str, str], styles: Mapping[str, str]) -> Record:
    def cell(field: str) -> str:
        return row.get(columns[field]) if field in columns else ""

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
