"""The formats of prompt sets by name, and recognising the format of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import PurePosixPath

from delibctl.cases.importers import promptfoo, promptfoo_csv, spreadsheet
from delibctl.cases.importers.csv_rows import dialect_of
from delibctl.cases.importers.fields import FIELDS, columns_of, usual_columns
from delibctl.cases.importers.layouts import LAYOUTS, Layout, wrapped_column, wrapped_prompts
from delibctl.cases.importers.record import Records
from delibctl.cases.importers.rows import collected, records_of
from delibctl.cases.importers.table import is_json, read_any_table
from delibctl.cases.importers.yaml_rows import read_yaml
from delibctl.cases.table import Table
from delibctl.errors import DelibctlError
from delibctl.source import Document
from delibctl.source.foreign import read_foreign
from delibctl.text.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format of prompt sets, with the line that describes it."""

    name: str
    doc: str


def _headline(doc: str | None) -> str:
    return (doc or "").partition("\n")[0]


FORMATS = {
    format.name: format
    for format in (
        *(Format(name=layout.name, doc=layout.doc) for layout in LAYOUTS),
        Format(name="promptfoo", doc=_headline(promptfoo.__doc__)),
        Format(name="spreadsheet", doc=_headline(spreadsheet.__doc__)),
        Format(
            name="table", doc="Any CSV, TSV, JSON, JSON lines or YAML, with --column prompt=NAME."
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """The text and name of a file. `columns` maps fields to the columns that hold them.

    `styles` maps the source's words for styles to styles of the policy. `values` are those of
    fields for all cases, as text.
    """

    text: str
    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def ending(self) -> str:
        """The ending of the file name, with the dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @cached_property
    def table(self) -> Table:
        """The file as a table. Raises DelibctlError if it is none."""
        return read_any_table(self.text, self.ending, self.name, self.is_header)

    def is_header(self, columns: tuple[str, ...]) -> bool:
        """Return True if these are the names of columns, one of which holds prompts."""
        if "prompt" in self.columns:
            return self.columns["prompt"].casefold() in {name.casefold() for name in columns}
        return (
            "prompt" in usual_columns(columns)
            or promptfoo_csv.fits(columns)
            or wrapped_column(columns, None) is not None
            or any(layout.fits(columns) for layout in LAYOUTS)
        )


#: The endings of policies, whatever their text begins with.
_YAML = {".yaml", ".yml"}
_PROSE = {".md", ".markdown", ".txt"}


def layout_of(name: str) -> Layout | None:
    """Return the layout of a known prompt set; None if the name is unknown."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def guess(file: SourceFile) -> str | None:
    """Return the name of a file's format; None if no prompts were recognised in it.

    Raises DelibctlError if the file cannot be read.
    """
    if file.ending in _YAML:
        document = read_foreign(file.text, file.name)
        if document.data is None and document.problems:
            problem = document.problems[0]
            raise DelibctlError(problem.message, where=str(problem.place), next="correct the file")
        return "promptfoo" if promptfoo.recognises(document.data) else _in_yaml(document, file)
    if file.ending in {".csv", ".tsv"}:
        dialect = dialect_of(file.text, file.ending, file.name, file.is_header)
        first = dialect.first_rows(file.name)
        has_header = any(file.is_header(tuple(map(str.strip, row))) for row in first)
        if not has_header and not file.columns:
            rows = [row for _, row in dialect.rows(file.name)]
            if spreadsheet.recognises(rows):
                return "spreadsheet"
    elif file.ending in _PROSE or not is_json(file.text, file.ending):
        return None
    elif promptfoo.recognises(read_foreign(file.text, file.name).data):
        return "promptfoo"
    columns = file.table.columns
    if promptfoo_csv.fits(columns) or _are_tests(file):
        return "promptfoo"
    if file.columns:
        return "table"
    return next((layout.name for layout in LAYOUTS if layout.fits(columns)), "table")


def _are_tests(file: SourceFile) -> bool:
    """Return True if a file holds tests of promptfoo as JSON lines."""
    if file.ending in _YAML or not is_json(file.text, file.ending):
        return False
    if read_foreign(file.text, file.name).data is not None:
        return False  # one list or configuration
    return any(isinstance(row.value("vars"), dict) for row in file.table.rows)


def _in_yaml(document: Document, file: SourceFile) -> str | None:
    """Return the format of YAML that is not of promptfoo; None if it is no table of prompts.

    Raises DelibctlError for a file that needs no import.
    """
    data = document.data
    if isinstance(data, dict) and "schema_version" in data and data.keys() & {"cases", "policy"}:
        kind = "a policy" if "policy" in data else "a case file"
        raise DelibctlError(
            f"{file.name} is {kind} of delibctl already",
            next="use it as it is",
            usage="use it as it is; commands take case files with --cases",
        )
    try:
        columns = read_yaml(file.text, file.name).columns
    except DelibctlError:
        return None
    return "table" if file.is_header(columns) else None


def read_records(file: SourceFile, form: str) -> Records:
    """Return the prompts of a file. Raises DelibctlError if the file does not have that format."""
    if form == "promptfoo":
        columns = file.columns
        if file.ending in {".csv", ".tsv"}:
            return promptfoo_csv.read(file.table, columns.get("prompt"), columns.get("label"))
        if _are_tests(file):
            return promptfoo.read_lines(file.table, columns.get("prompt"), columns.get("label"))
        return promptfoo.read(file.text, file.name, columns.get("prompt"), columns.get("label"))
    if form == "spreadsheet":
        return spreadsheet.read(
            dialect_of(file.text, file.ending, file.name, lambda _: False), file.name
        )
    layout = layout_of(form)
    if layout is None:
        return _from_table(file)
    table = file.table
    if not layout.fits(table.columns):
        missing = [name for name in layout.columns if name not in table.columns]
        raise DelibctlError(
            f"{file.name} does not have the format {form}: it has no column {', '.join(missing)}",
            next=f"its columns are {_listed(table)}; --as table accepts any columns",
        )
    wrapped = wrapped_column(table.columns, layout)
    record = partial(layout.record, file=file.name, wrapped=wrapped)
    used = (wrapped, layout.label, layout.number, layout.lang) if wrapped else layout.used
    return collected(table, record, filter(None, used))


def _listed(table: Table) -> str:
    return ", ".join(filter(None, table.names)) or "none"


def _from_table(file: SourceFile) -> Records:
    """Return the prompts of any table. Raises DelibctlError for unknown fields or columns."""
    for name in file.columns:
        if name not in FIELDS:
            raise DelibctlError(
                f"--column {name}=...: unknown field", next=nearest(name, FIELDS, "field")
            )
    table = file.table
    usual = columns_of(table)
    wrapped = wrapped_prompts(table, usual.get("prompt"))
    columns = {**usual, **({"prompt": wrapped} if wrapped else {}), **file.columns}
    for name, column in file.columns.items():
        if column.casefold() not in {name.casefold() for name in (*table.columns, *table.names)}:
            raise DelibctlError(
                f"--column {name}={column}: {file.name} has no such column",
                next=nearest(column, table.names, "column"),
            )
    if "prompt" not in columns:
        raise DelibctlError(
            f"{file.name}: it is not clear which column holds the prompt",
            next=f"add --column prompt=NAME; the columns are {_listed(table)}",
        )
    return records_of(table, columns, file.styles, jailbreak=columns["prompt"] == wrapped)
