"""No text is cut off by a ` #` that was meant as part of it.

Why: In a text without quotes a `#` after a space begins a comment, so the rest is lost without a
word.

Fails:

    definitions:
      wrongdoing: Whatever breaks rule #1 of the house.

Passes:

    definitions:
      wrongdoing: "Whatever breaks rule #1 of the house."

Fix: put the text in quotes, or write it as a block after `>-`; a comment has a space after its `#`.
"""

import re
from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.source import Document, Edit, Scalar

_PROSE = {
    *("text", "summary", "guide", "rationale", "description", "title", "prompt", "good", "bad"),
    *("content", "principles", "must", "must_not", "definitions", "reason"),
}
#: A comment without a space after its mark; searched for apart, as a fixed beginning is fast.
_ANYWHERE = (re.compile(r" #[^\s#]"), re.compile(r"\t#[^\s#]"))
_COMMENT = re.compile(r"[ \t]+#[^\s#][^\r\n]*")


def check(document: Document) -> Iterator[Hit]:
    """Every plain text of prose that a comment follows which looks like the rest of it."""
    if not any(comment.search(document.text) for comment in _ANYWHERE):
        return
    for scalar in document.scalars():
        if not scalar.style and not scalar.is_key and _is_prose(scalar):
            yield from _check(document, scalar)


def _is_prose(scalar: Scalar) -> bool:
    return any(step in _PROSE for step in scalar.path[-2:])


def _check(document: Document, scalar: Scalar) -> Iterator[Hit]:
    start, end = document.lines.span(scalar.place)
    comment = _COMMENT.match(document.text, end)
    if comment is None:
        return
    mark = comment[0].lstrip()
    whole = document.text[start : comment.end()].rstrip()
    simple = not re.search(r"[\\\"\r\n]", whole)
    yield Hit(
        place=document.lines.place(comment.end() - len(mark), comment.end(), document.name),
        message=f"the text ends before {mark[:30]!r}: ` #` begins a comment",
        next="quote the text; where it is a comment, put a space after the #",
        edits=(
            Edit(
                place=document.lines.place(start, start + len(whole), document.name),
                text=f'"{whole}"',
            ),
        )
        if simple
        else (),
    )


rule = FileRule(code="YML009", check=check, fixes=Fixes.UNSAFE)
