"""Reading the rows of a table as prompts, by the columns that hold their fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from delibctl.cases.importers.conversation import NotAPromptError, conversation
from delibctl.cases.importers.language import language_tag
from delibctl.cases.importers.record import Record, Records
from delibctl.cases.importers.turns import with_turns_together
from delibctl.cases.table import RowOfTable, Table
from delibctl.model import Kind

_KINDS = {str(kind): kind for kind in Kind}


def records_of(
    table: Table, columns: Mapping[str, str], styles: Mapping[str, str], *, jailbreak: bool
) -> Records:
    """Return the prompts of a table; `columns` maps fields to columns."""
    if "role" in columns:
        table, columns = with_turns_together(table, columns)

    def record(row: RowOfTable) -> Record:
        return _record(row, columns, styles, Kind.JAILBREAK if jailbreak else Kind.DIRECT)

    return collected(table, record, columns.values())


def collected(table: Table, record: Callable[[RowOfTable], Record], used: Iterable[str]) -> Records:
    """Return the records of all rows with a prompt; the other rows and columns are left over."""
    prompts = Records(left_over=[*table.left_over, *table.replaced, *_unused(table, used)])
    for row in table.rows:
        try:
            prompt = record(row)
        except NotAPromptError as error:
            prompts.left_over.append((row.line, str(error)))
            continue
        prompts.records.append(replace(prompt, lang=language_tag(prompt.lang) or prompt.lang))
    return prompts


def _unused(table: Table, used: Iterable[str]) -> Iterator[tuple[int, str]]:
    folded = {column.casefold() for column in used}
    inside = tuple(name.partition(".")[0] + "." for name in folded if "." in name)
    names = [
        name or f"number {table.columns.index(name) + 1}"
        for column in table.columns
        for name in _parts(column, table, inside)
        if name.casefold() not in folded
    ]
    if names:
        yield 0, f"column{'s' if len(names) > 1 else ''} {', '.join(names)}"


def _parts(column: str, table: Table, inside: tuple[str, ...]) -> list[str]:
    """Return the name of a column, or of its keys if some of them are imported."""
    if not f"{column.casefold()}.".startswith(inside or ("\0",)):
        return [column]
    return [name for name in table.names if name == column or name.startswith(f"{column}.")]


def _record(
    row: RowOfTable, columns: Mapping[str, str], styles: Mapping[str, str], usual: Kind
) -> Record:
    def cell(field: str) -> str:
        return row.filled(columns[field]) if field in columns else ""

    style, word = cell("style"), cell("kind")
    kind = _KINDS.get(word.lower().replace("_", "-").replace(" ", "-")) if word else usual
    return Record(
        line=row.line,
        number=cell("id"),
        messages=conversation(row.value(columns["prompt"])),
        label=cell("label"),
        style=styles.get(style, style) or None,
        kind=kind or Kind.DIRECT,
        lang=cell("lang") or "en",
        assumed={} if kind else {"kind": f"the source says {word!r}"},
    )
