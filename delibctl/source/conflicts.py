"""Finding the markers that version control leaves around two versions of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.source.lines import Lines
from delibctl.source.problem import Problem

#: A marker at the beginning of a line, or indented by an editor. Lines end with LF, CRLF or CR.
_MARKER = re.compile(
    r"(?:^|(?<=\r))(?P<indent>[ \t]*)(?P<mark><{7}|>{7})(?=[ \t\r\n]|\Z)", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """The offsets of the first marker of a conflict and of the last; of one if one is left."""

    first: int
    last: int


def conflicts(text: str) -> Iterator[Conflict]:
    """Yield the conflicts of a text of any format, in order.

    The equal signs between both versions do not count: they also underline a heading. Indented
    markers count if there is one of each.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return  # the bare search is many times as fast
    opened: tuple[int, str] | None = None
    for match in _MARKER.finditer(text):
        start, indent = match.start("mark"), match["indent"]
        if match["mark"][0] == "<":
            if opened and not opened[1]:
                yield Conflict(first=opened[0], last=opened[0])
            opened = start, indent
        elif opened or not indent:
            yield Conflict(first=opened[0] if opened else start, last=start)
            opened = None
    if opened and not opened[1]:
        yield Conflict(first=opened[0], last=opened[0])


def conflict_line(text: str) -> int | None:
    """Return the number of the line of the first conflict; None without a conflict."""
    conflict = next(conflicts(text), None)
    return None if conflict is None else Lines(text).place(conflict.first, conflict.first, "").line


def unresolved(text: str, name: str) -> list[Problem]:
    """Return a problem for each conflict in a file, at its first marker."""
    found = list(conflicts(text))
    lines = Lines(text if found else "")
    problems = []
    for conflict in found:
        place = lines.place(conflict.first, conflict.first + 7, name)
        last = lines.place(conflict.last, conflict.last, name).line
        upto = f" up to line {last}" if last > place.line else ""
        problems.append(
            Problem(
                kind="merge-conflict",
                place=place,
                message=f"a merge conflict is not resolved: it begins here{upto}",
                next="keep what is right of both versions, and remove the lines of markers",
                stops=True,
            )
        )
    return problems
