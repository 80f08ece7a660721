"""One more case in a case file, of which every other byte stays as it is."""

from typing import Any

from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import Document, Path, read
from delibctl.source.emit import emit_item, emit_line, modeline


def new_file(case: dict[str, Any]) -> str:
    """A case file that holds that case alone."""
    head = f"{modeline('cases')}\nschema_version: 1\ncases:\n"
    return head + _item(case, "  ", "\n")


def with_case(document: Document, case: dict[str, Any]) -> str:
    """The text of a case file with a case behind its last one, written as the list is written.

    Raises DelibctlError where the file is laid out so oddly that this would change another case.
    """
    made = _appended(document, case)
    after = read(made.encode(), document.name)
    if after.problems or after.data != {**document.data, "cases": [*document.data["cases"], case]}:
        raise DelibctlError(
            "no case can be added here without changing others",
            where=document.name,
            next=f"add it by hand: {emit_line(case)}",
        )
    return made


def _appended(document: Document, case: dict[str, Any]) -> str:
    text, end = document.text, document.line_end
    if document.name.endswith(".jsonl"):
        return text + _gap(text, end) + emit_line(case) + end
    whole = document.span(("cases",))
    if document.raw(whole).startswith("["):
        at, piece = _in_brackets(document, case)
    else:
        at = document.lines.offset(_line_behind(document, whole.column), 1)
        item = _item(case, " " * (whole.column - 1), end)
        piece = _gap(text[:at], end) + item
    return text[:at] + piece + text[at:]


def _gap(before: str, end: str) -> str:
    """What has to come first where the line before was not ended."""
    return "" if not before or before.endswith(("\n", "\r")) else end


def _item(case: dict[str, Any], indent: str, end: str) -> str:
    lines = emit_item(case).splitlines()
    return "".join((indent + line if line else "") + end for line in lines)


def _in_brackets(document: Document, case: dict[str, Any]) -> tuple[int, str]:
    """Behind the last item, before its comma: on a line of its own where that one is."""
    cases, lines = document.data["cases"], document.lines
    if not cases:
        return lines.span(document.span(("cases",)))[0] + 1, emit_line(case)
    last = document.span(("cases", len(cases) - 1))
    before = lines.line(last.line)[: last.column - 1]
    gap = f",{document.line_end}{before}" if not before.strip() else ", "
    return lines.span(last)[1], gap + emit_line(case)


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
