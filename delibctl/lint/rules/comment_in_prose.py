"""A comment does not look like the rest of the sentence before it.

Why: In unquoted text, a `#` after a space starts a comment, so the rest of the sentence is silently
lost.

Fails:

    definitions:
      wrongdoing: Whatever ticket # 4711 describes.

Passes:

    definitions:
      wrongdoing: "Whatever ticket # 4711 describes."
      harm: Whatever hurts somebody. # as in ticket 4711

Fix: put the text in quotes, or write it as a block after `>-`. If it is a comment, write it on a
line of its own, or end the sentence before it.
"""

import re
from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Fixes, Hit, Level
from delibctl.lint.rules.comment_truncates_text import is_prose
from delibctl.source import Document, Edit, Scalar

#: The rest of the line, or the next line.
_COMMENT = re.compile(r"[ \t]+#+[ \t]+(?P<words>[^\r\n]+)|[ \t]*(?:\r\n|\r|\n)([ \t]*)#[^\r\n]+")
#: What follows a number sign: words, or text at once.
_SIGN = re.compile(r"#(?<!##)#*([ \t]+[^\r\n]|[^\s#]|\Z)")
_ENDED = re.compile(r"[.!?:;…。！？][\"'”’)\]]*\Z")
#: Comments for programs, and those of imported policies.
_FOR_PROGRAMS = re.compile(r"(?:delib|noqa|yamllint|prettier|type)\b|(?:its summary is )?assumed\b")
#: A title is no sentence; after it only a number is surely part of the text.
_NUMBER = re.compile(r"\d")


def check(document: Document) -> Iterator[Hit]:
    """Report every unquoted, unfinished sentence with a comment after it."""
    if not any(_may_cut(document.text, sign) for sign in _SIGN.finditer(document.text)):
        return
    for scalar in document.scalars():
        if not scalar.style and not scalar.is_key and scalar.value and is_prose(scalar):
            yield from _check(document, scalar)


def _may_cut(text: str, sign: re.Match[str]) -> bool:
    """Return True for a comment after text, and on its own line for one of no words."""
    start = sign.start()
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    alone = start == 0 or text[start - 1] in "\r\n"
    spaced = sign[1][:1] in (" ", "\t")
    if alone:
        return not spaced or sign[1].lstrip()[:1].isdigit()
    return spaced and start < sign.start()


def _check(document: Document, scalar: Scalar) -> Iterator[Hit]:
    start, end = document.lines.span(scalar.place)
    comment = _COMMENT.match(document.text, end)
    if comment is None or _ENDED.search(scalar.value):
        return
    words = comment["words"]
    if words is None:
        yield from _below(document, scalar, comment)
    elif not _FOR_PROGRAMS.match(words) and (
        " " in scalar.value or not scalar.value.isascii() or _NUMBER.match(words)
    ):
        if scalar.path[-1] == "title" and not _NUMBER.match(words):
            return
        text = document.text[start : comment.end()].rstrip()
        place = document.lines.place(start, start + len(text), document.name)
        simple = not re.search(r"[\\\"\r\n]", text)
        yield _hit(
            document,
            document.text.index("#", end),
            comment.end(),
            (Edit(place=place, text=f'"{text}"'),) if simple else (),
        )


def _below(document: Document, scalar: Scalar, comment: re.Match[str]) -> Iterator[Hit]:
    """Report a comment on the next line if it is indented like text, below the key."""
    line = document.lines.line(scalar.place.line)
    indent = len(line) - len(line.lstrip(" -"))
    words = comment[0].lstrip("# \t\r\n")
    first = comment[0].lstrip(" \t\r\n").lstrip("#")[:1]
    if len(comment[2]) > indent and (not first.isspace() or _NUMBER.match(words)):
        yield _hit(document, comment.end(2), comment.end(), ())


def _hit(document: Document, start: int, end: int, edits: tuple[Edit, ...]) -> Hit:
    cut = document.text[start:end].strip()
    return Hit(
        place=document.lines.place(start, start + len(cut), document.name),
        message=f"the text ends before {cut[:30]!r}, which is a comment",
        next="quote the text; if it is a comment, write it on a line of its own",
        edits=edits,
    )


rule = FileRule(code="YML012", level=Level.WARNING, check=check, fixes=Fixes.UNSAFE)
