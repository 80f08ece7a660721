"""More cases in a case file, of which every other byte stays as it is."""

from collections.abc import Sequence
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import Document, Path, read
from delibctl.source.emit import emit_item, emit_line, modeline

Cases = Sequence[dict[str, Any]]


def new_file(cases: Cases) -> str:
    """A case file that holds those cases alone."""
    head = f"{modeline('cases')}\nschema_version: 1\ncases:\n"
    return head + "".join(_item(case, "  ", "\n") for case in cases)


def with_cases(document: Document, cases: Cases) -> str:
    """The text of a case file with cases behind its last one, written as the list is written.

    Raises DelibctlError where the file is laid out so oddly that this would change another case.
    """
    made = _appended(document, cases)
    after = read(made.encode(), document.name)
    whole = {**document.data, "cases": [*document.data["cases"], *cases]}
    if after.problems or after.data != whole:
        raise DelibctlError(
            "no case can be added here without changing others",
            where=document.name,
            next=f"add it by hand: {emit_line(cases[0])}",
        )
    return made


def _appended(document: Document, cases: Cases) -> str:
    text, end = document.text, document.line_end
    if document.name.endswith(".jsonl"):
        return text + _gap(text, end) + "".join(emit_line(case) + end for case in cases)
    whole = document.span(("cases",))
    if document.raw(whole).startswith("["):
        at, piece = _in_brackets(document, cases)
    else:
        at = document.lines.offset(_line_behind(document, whole.column), 1)
        indent = " " * (whole.column - 1)
        piece = _gap(text[:at], end) + "".join(_item(case, indent, end) for case in cases)
    return text[:at] + piece + text[at:]


def _gap(before: str, end: str) -> str:
    """What has to come first where the line before was not ended."""
    return "" if not before or before.endswith(("\n", "\r")) else end


def _item(case: dict[str, Any], indent: str, end: str) -> str:
    lines = emit_item(case).splitlines()
    return "".join((indent + line if line else "") + end for line in lines)


def _in_brackets(document: Document, cases: Cases) -> tuple[int, str]:
    """Behind the last item, before its comma: on a line of its own where that one is."""
    known, lines = document.data["cases"], document.lines
    made = [emit_line(case) for case in cases]
    if not known:
        return lines.span(document.span(("cases",)))[0] + 1, ", ".join(made)
    last = document.span(("cases", len(known) - 1))
    before = lines.line(last.line)[: last.column - 1]
    gap = f",{document.line_end}{before}" if not before.strip() else ", "
    return lines.span(last)[1], "".join(gap + item for item in made)


def _line_behind(document: Document, dash: int) -> int:
    """The line behind the last item of a list whose dashes stand in that column.

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
    """The last thing in a value whose end is known: a text, or what stands in brackets."""
    value: Any = document.data
    for step in path:
        value = value[step]
    place = document.span(path)
    if not isinstance(value, dict | list) or document.raw(place)[:1] in ("{", "["):
        return place
    last = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
    return _last_leaf(document, (*path, last))
