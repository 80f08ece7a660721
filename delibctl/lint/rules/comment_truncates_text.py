"""A ` #` that belongs to a text does not cut it off.

Why: In unquoted text, a `#` after a space starts a comment, so the rest of the text is silently
lost.

Fails:

    definitions:
      wrongdoing: Whatever breaks rule #1 of the house.

Passes:

    definitions:
      wrongdoing: "Whatever breaks rule #1 of the house."

Fix: put the text in quotes, or write it as a block after `>-`. If it is a comment, put a space
after the `#`.
"""

import re
from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.source import Document, Edit, Scalar

_PROSE = {
    *("text", "summary", "guide", "rationale", "description", "title", "prompt", "good", "bad"),
    *("content", "principles", "must", "must_not", "definitions", "reason", "owner"),
}
#: A comment without a space after its mark; two patterns, since a fixed first character is fast.
_ANYWHERE = (re.compile(r" #[^\s#]"), re.compile(r"\t#[^\s#]"))
_COMMENT = re.compile(r"[ \t]+#(?!delib:)[^\s#][^\r\n]*")


def check(document: Document) -> Iterator[Hit]:
    """Report every unquoted text followed by a comment that looks like the rest of it."""
    if not any(comment.search(document.text) for comment in _ANYWHERE):
        return
    for scalar in document.scalars():
        if not scalar.style and not scalar.is_key and is_prose(scalar):
            yield from _check(document, scalar)


def is_prose(scalar: Scalar) -> bool:
    """Return True for a text of sentences, not for an id or a choice."""
    return any(step in _PROSE for step in scalar.path[-2:])


def _check(document: Document, scalar: Scalar) -> Iterator[Hit]:
    start, end = document.lines.span(scalar.place)
    comment = _COMMENT.match(document.text, end)
    if comment is None:
        return
    mark = comment[0].lstrip()
    text = document.text[start : comment.end()].rstrip()
    simple = not re.search(r"[\\\"\r\n]", text)
    yield Hit(
        place=document.lines.place(comment.end() - len(mark), comment.end(), document.name),
        message=f"the text ends before {mark[:30]!r}: ` #` starts a comment",
        next="quote the text; if it is a comment, put a space after the #",
        edits=(
            Edit(
                place=document.lines.place(start, start + len(text), document.name),
                text=f'"{text}"',
            ),
        )
        if simple
        else (),
    )


rule = FileRule(code="YML009", check=check, fixes=Fixes.UNSAFE)
