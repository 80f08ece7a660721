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
from delibctl.source import Document, Scalar

_ITEM = re.compile(r"[ \t]*(?:[-*•+]|\d{1,2}[.)])[ \t]+\S")
_KEY = re.compile(r"[ \t]*(?P<key>[a-z_]+):(?:[ \t]|$)")
#: The keys of clauses, categories and cases after which a text may stand; all are rare as words.
_KEYS = {
    *("authority", "categories", "clauses", "examples", "excludes", "kind", "labels", "overrides"),
    *("rationale", "renamed_from", "severity", "status", "style"),
}
_MARK = r"(?:[-*•+]|\d{1,2}[.)])[ \t]"
#: Items on two lines, and a key below a line of text: without them a file needs no closer look.
_PLACES = (
    re.compile(rf"^([ \t]+){_MARK}[^\r\n]*(?:\r\n|\r|\n)\1{_MARK}", re.MULTILINE),
    re.compile(
        r"^([ \t]+)(?![-#]|[\w.-]+:)\S[^\r\n]*(?:\r\n|\r|\n)\1"
        rf"(?:{'|'.join(sorted(_KEYS))}):",
        re.MULTILINE,
    ),
)


def check(document: Document) -> Iterator[Hit]:
    """Report every joined list, and every text that ends in what looks like a key."""
    if not any(place.search(document.text) for place in _PLACES):
        return
    for scalar in document.scalars():
        place = scalar.place
        if place.end_line > place.line and not scalar.is_key and is_prose(scalar):
            yield from _check(document, scalar)


def _check(document: Document, scalar: Scalar) -> Iterator[Hit]:
    place = scalar.place
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
