"""Guesses at dashes and colons that are missing, or are other marks."""

import re
from collections.abc import Iterator

from delibctl.source.layout import Line, known_keys
from delibctl.source.slips.indentation import line_below
from delibctl.source.slips.slip import Page, Slip, excerpt


def dash_without_space(line: Line) -> Iterator[Slip]:
    """Yield the guess that a dash touches its item."""
    match = re.match(r"-(?=[^\s-])", line.text[line.column :])
    if match:
        at = line.column
        yield Slip(
            line=line.number,
            start=at,
            end=at + 1,
            message="the dash of a list item needs a space after it",
            next=f"write `- {excerpt(line.text[at + 1 :])}`",
            repair={line.number: f"{line.text[:at]}- {line.text[at + 1 :]}"},
        )


_OTHER_DASH = re.compile(r"(?P<mark>[*+\u2022\u2013\u2014\u2212])[ \t]+")


def no_dash(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a line at the column of a list is an item of it."""
    if line.dash is not None:
        return
    above = page.above(line)
    other = _OTHER_DASH.match(line.text, line.column)
    is_first = bool(other) and bool(above) and not above[0].line.rest
    if not is_first and not any(a.is_dash and a.column == line.column for a in above):
        return
    rest = line.text[other.end() if other else line.column :]
    if other:
        message = f"a list item begins with `-`, not with `{other['mark']}`"
    else:
        message = "this line is at the column of the list above, but has no dash"
    yield Slip(
        line=line.number,
        start=line.column,
        end=other.end("mark") if other else line.column + len(line.key or rest.rstrip()),
        message=message,
        next=f"write `- {excerpt(rest)}`, or indent it to the column where it belongs",
        repair={line.number: f"{line.text[: line.column]}- {rest}"},
    )


_TIGHT = re.compile(r"(?P<key>[A-Za-z_][\w.-]*):(?=[^\s:/])")


def key_without_space(line: Line) -> Iterator[Slip]:
    """Yield the guess that a colon touches its value."""
    match = _TIGHT.match(line.text, line.column)
    if match and line.key is None:
        yield _instead(
            line, match.end("key"), match.end(), ": ", "a key needs a space after its colon"
        )


_WORD = re.compile(r"(?P<key>[A-Za-z_]\w*)(?P<mark>[ \t]*(?::=|[-=]>|[=;,.])?[ \t]*)(?=\S|$)")


_ALONE = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)(?P<mark>[ \t]*(?::=|[-=]>|[=;,])?[ \t]*)$")


def key_without_colon(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a line begins with a key: a known one, or one with lines below it."""
    if line.key is not None:
        return
    match = _WORD.match(line.text, line.column)
    below = line_below(page, line)
    if below is not None and below.key is not None and below.indent > line.column:
        match = _ALONE.match(line.text, line.column) or match
    if match and (match["key"] in known_keys() or match.re is _ALONE):
        what = f"the key {match['key']!r} has no colon"
        yield _instead(
            line, match.start(), match.end("key"), f"{match['key']}: ", what, match.end()
        )


def unknown_key_without_colon(line: Line) -> Iterator[Slip]:
    """Yield the guess that a line begins with a key that is not known."""
    match = _WORD.match(line.text, line.column)
    if match:
        message = "this line has no key with a colon, and is not part of the text above it"
        yield _instead(
            line, match.start(), match.end("key"), f"{match['key']}: ", message, match.end()
        )


def _instead(
    line: Line, start: int, end: int, text: str, message: str, rest: int | None = None
) -> Slip:
    """Return the slip of a line that should have another text at some columns."""
    repaired = line.text[:start] + text + line.text[end if rest is None else rest :]
    return Slip(
        line=line.number,
        start=start,
        end=end,
        message=message,
        next=f"write `{excerpt(repaired[line.column :])}`",
        repair={line.number: repaired},
    )
