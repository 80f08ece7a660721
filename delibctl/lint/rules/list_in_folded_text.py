"""A list in a text keeps its lines, and a key is not part of the text above it.

Why: Unquoted text and text after `>` join their lines, so list items end up in one sentence. A key
that is indented like the text above it becomes part of that text.

Fails:

    definitions:
      harm: >-
        One of:
        - an injury
        - a loss

Passes:

    definitions:
      harm: |-
        One of:
        - an injury
        - a loss

Fix: write the text as a block after `|`, which keeps lines, and a key at the column of the others.
"""

import re
from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit, Level
from delibctl.lint.rules.comment_truncates_text import is_prose
from delibctl.source import Document, Path, Scalar
from delibctl.text.count import counted
from delibctl.text.lazy import later

_ITEM = later(r"[ \t]*(?:[-*•+]|\d{1,2}[.)])[ \t]+\S")
_KEY = later(r"[ \t]*(?P<key>[a-z_]+):(?:[ \t]|$)")
#: The keys of clauses, categories and cases after which a text may stand; all are rare as words.
_KEYS = {
    *("authority", "categories", "clauses", "examples", "excludes", "kind", "labels", "overrides"),
    *("owner", "rationale", "renamed_from", "severity", "status", "style"),
}
_MARK = r"(?:[-*•+]|\d{1,2}[.)])[ \t]"
#: Items on two lines, and a key below a line of text: without them a file needs no closer look.
_PLACES = (
    later(rf"^([ \t]++){_MARK}[^\r\n]*(?:\r\n|\r|\n)\1{_MARK}", re.MULTILINE),
    later(
        r"^([ \t]++)(?![-#]|[\w.-]+:)\S[^\r\n]*(?:\r\n|\r|\n)\1"
        rf"(?:{'|'.join(sorted(_KEYS))}):",
        re.MULTILINE,
    ),
    later(
        r"^([ \t]*+)- (?![^\r\n]*:[ \t]*(?:[|>][-+]?[ \t]*)?$)[^\r\n]*\r?\n\1[ \t]+- ", re.MULTILINE
    ),
    later(r":[ \t]+[<>|=-]{2,4}[ \t]*$", re.MULTILINE),
)
#: The beginning of an item that is no unquoted text on several lines.
_OTHER_THAN_PLAIN = later(r"[|>'\"\[{-]|[^\r\n]*:(?:[ \t]|[\r\n])")
#: What looks like the mark before a block of text, but is text.
_MARK_LIKE = later(r"(?:<[-<|]?|-[>|<]|=>|[>|]{2,3}-?|--?>)[ \t]*(?=[\r\n]|$)")


def check(document: Document) -> Iterator[Hit]:
    """Report every joined list, and every text that ends in what looks like a key."""
    if document.data is None or not any(place.search(document.text) for place in _PLACES):
        return
    for scalar in document.scalars():
        place = scalar.place
        if place.end_line == place.line or scalar.is_key:
            continue
        if not scalar.style and scalar.path and isinstance(scalar.path[-1], int):
            yield from deeper_items(document, scalar.path)
        elif is_prose(scalar):
            yield from _check(document, scalar)


def deeper_items(document: Document, path: Path) -> Iterator[Hit]:
    """Report the first item of a list that an unquoted item above it takes in."""
    place = document.place(path)
    is_item = bool(path) and isinstance(path[-1], int) and place.end_line > place.line
    if not is_item or _OTHER_THAN_PLAIN.match(document.raw(place)):
        return
    first = document.lines.line(place.line)
    for number in range(place.line + 1, place.end_line + 1):
        if _ITEM.match(document.lines.line(number)):
            column = len(first) - len(first.lstrip())
            yield _hit(
                document,
                number,
                "this item is deeper than the list, so it is part of the item above it",
                f"indent it by {counted(column, 'space')}",
            )
            return


def _check(document: Document, scalar: Scalar) -> Iterator[Hit]:
    place = scalar.place
    mark = None if scalar.style else _MARK_LIKE.match(document.raw(place))
    if mark:
        yield _hit(
            document,
            place.line,
            f"{mark[0].rstrip()!r} does not begin a block of text, and is part of it",
            "write `>-`, or `|-` to keep the lines",
        )
        return
    # A block ends at the start of the line after it.
    last = place.end_line - (place.end_column == 1)
    lines = [(number, document.lines.line(number)) for number in range(place.line + 1, last + 1)]
    if scalar.style in ("", ">"):
        items = [number for number, line in lines if _ITEM.match(line)]
        if any(number + 1 in items for number in items):
            yield _hit(
                document,
                items[0],
                "the items of this list are joined into one line",
                "write the text as a block after `|`, which keeps its lines",
            )
            return
    # Quoted text ends where its quotes end, and says so.
    if scalar.style in ("", ">", "|") and lines:
        key = _KEY.match(lines[-1][1])
        if key and key["key"] in _KEYS:
            yield _hit(
                document,
                lines[-1][0],
                f"{key['key']!r} is part of the text above it",
                "indent it like the other keys, or end the text with another line",
            )


def _hit(document: Document, number: int, message: str, advice: str) -> Hit:
    line = document.lines.line(number)
    start = document.lines.offset(number, len(line) - len(line.lstrip()) + 1)
    end = document.lines.offset(number, len(line.rstrip()) + 1)
    return Hit(place=document.lines.place(start, end, document.name), message=message, next=advice)


rule = FileRule(code="YML013", level=Level.WARNING, check=check)
