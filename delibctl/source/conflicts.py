"""Finding the markers that version control leaves around two versions of a text."""

import re

#: A marker at the beginning of a line, or indented by an editor.
_MARKER = re.compile(r"^(?P<indent>[ \t]*)(?P<mark><{7}|>{7})(?=[ \t\r\n]|\Z)", re.MULTILINE)


def conflict_line(text: str) -> int | None:
    """Return the number of the first line with a conflict marker; None without a conflict.

    The equal signs between both versions do not count: they also underline a heading. Indented
    markers count if there is one of each.
    """
    starts: list[int] = []
    for match in _MARKER.finditer(text):
        starts.append(match.start())
        closes = match["mark"] == ">" * 7
        if not match["indent"] or (closes and len(starts) > 1):
            return text.count("\n", 0, starts[0]) + 1
        if closes:
            starts.clear()
    return None
