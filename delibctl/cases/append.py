"""Appending cases to a case file, of which every other byte stays unchanged."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import Document, Path, read
from delibctl.source.emit import emit_item, emit_line, modeline
from delibctl.source.read_back import check_read_back
from delibctl.text.count import counted

Cases = Sequence[dict[str, Any]]
#: The keys of a case that were assumed, by the id of the case.
Assumed = Mapping[str, Collection[str]]
NOTHING_ASSUMED: Assumed = MappingProxyType({})


def is_json_lines(name: str) -> bool:
    """Return True if a file of that name holds one case per line."""
    return name.lower().endswith(".jsonl")


def new_file(cases: Cases, name: str = "cases.yaml", assumed: Assumed = NOTHING_ASSUMED) -> str:
    """Return the text of a new case file, in the format of its name.

    JSON lines have no comments, so only YAML marks what is assumed. Raises DelibctlError if the
    file would not read back equal.
    """
    if is_json_lines(name):
        text = "".join(emit_line(case) + "\n" for case in cases)
    else:
        head = f"{modeline('cases')}\nschema_version: 1\ncases:\n"
        text = head + "".join(_item(case, "  ", "\n", assumed) for case in cases)
    try:
        check_read_back(text, name, {"schema_version": 1, "cases": list(cases)})
    except DelibctlError as error:
        raise _advised(error, cases) from error
    return text


def _advised(error: DelibctlError, cases: Cases) -> DelibctlError:
    """Return the error with a format that can hold the cases, if they are too many for YAML."""
    if "smaller" not in (error.next or ""):
        return error
    return DelibctlError(
        f"{counted(len(cases), 'case')}: {error.what}",
        next="write JSON lines, which have no such limit, or import the source in parts",
        usage="write JSON lines: --output cases.jsonl",
    )


def with_cases(document: Document, cases: Cases, assumed: Assumed = NOTHING_ASSUMED) -> str:
    """Return the text of a case file with cases added after its last one, in the same layout.

    Raises DelibctlError if the layout of the file is so unusual that other cases would change.
    """
    text = _appended(document, cases, assumed)
    after = read(text.encode(), document.name)
    intended = {**document.data, "cases": [*document.data["cases"], *cases]}
    if any(problem.kind == "resource-limit" for problem in after.problems):
        raise DelibctlError(
            f"{counted(len(cases), 'case')} would make the file unreadable: "
            f"{after.problems[0].message}",
            where=document.name,
            next="name a new file for them",
            usage="name a new file for them with --output",
        )
    if after.problems or after.data != intended:
        raise DelibctlError(
            "a case cannot be added here without changing the others",
            where=document.name,
            next=f"add it by hand: {emit_line(cases[0])}",
        )
    return text


def _appended(document: Document, cases: Cases, assumed: Assumed) -> str:
    text, end = document.text, document.line_end
    if is_json_lines(document.name):
        return text + _gap(text, end) + "".join(emit_line(case) + end for case in cases)
    listing = document.span(("cases",))
    if document.raw(listing).startswith("["):
        at, piece = _in_brackets(document, cases)
    else:
        at = document.lines.offset(_line_behind(document, listing.column), 1)
        indent = " " * (listing.column - 1)
        items = (_item(case, indent, end, assumed) for case in cases)
        piece = _gap(text[:at], end) + "".join(items)
    return text[:at] + piece + text[at:]


def _gap(before: str, end: str) -> str:
    """Return the line end that is missing before an added line; usually none."""
    return "" if not before or before.endswith(("\n", "\r")) else end


def _item(case: dict[str, Any], indent: str, end: str, assumed: Assumed) -> str:
    lines = emit_item(case, assumed.get(case["id"], ())).split("\n")[:-1]
    return "".join((indent + line if line else "") + end for line in lines)


def _in_brackets(document: Document, cases: Cases) -> tuple[int, str]:
    """Return the offset after the last item, and the text to insert there.

    The new items start new lines if the last item does.
    """
    existing, lines = document.data["cases"], document.lines
    items = [emit_line(case) for case in cases]
    if not existing:
        return lines.span(document.span(("cases",)))[0] + 1, ", ".join(items)
    last = document.span(("cases", len(existing) - 1))
    before = lines.line(last.line)[: last.column - 1]
    gap = f",{document.line_end}{before}" if not before.strip() else ", "
    return lines.span(last)[1], "".join(gap + item for item in items)


def _line_behind(document: Document, dash: int) -> int:
    """Return the number of the line after the last item of a list with dashes in this column.

    Comments that are indented deeper than the dash belong to the item.
    """
    leaf = _last_leaf(document, ("cases", len(document.data["cases"]) - 1))
    behind = leaf.end_line + (leaf.end_column > 1)
    for number in range(behind, len(document.lines) + 1):
        line = document.lines.line(number)
        comment = line.lstrip().startswith("#") and len(line) - len(line.lstrip()) >= dash
        if line.strip() and not comment:
            break
        if comment:
            behind = number + 1
    return behind


def _last_leaf(document: Document, path: Path) -> Place:
    """Return the place of the last scalar or bracketed value in a value: its end is exact."""
    value: Any = document.data
    for step in path:
        value = value[step]
    place = document.span(path)
    if not isinstance(value, dict | list) or document.raw(place)[:1] in ("{", "["):
        return place
    last = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
    return _last_leaf(document, (*path, last))
