"""Guesses at lines that are not YAML: fences of a chat, marks of a merge, `...` for a gap."""

import re
from collections.abc import Iterator

from delibctl.source.slips.slip import Page, Slip

_LINES = (
    (
        re.compile(r"(?:```|~~~)[\w ]*$"),
        "this line is a code fence from a chat or a document",
        "remove the line",
    ),
    (
        re.compile(r"(?:={7}|\|{7}(?: .*)?)$"),
        "this line is left from a merge conflict",
        "keep what is right of both versions, and remove the line",
    ),
    (
        re.compile(r"(?://?|;|--|/\*|<!--)[ \t]+\S"),
        "a comment begins with `#` in YAML",
        "write `# ` before it, or remove the line",
    ),
    (
        re.compile(r"(?:\.\.\.|…|\[\.\.\.\])$"),
        "this line stands for a part that was left out",
        "write what was left out, or remove the line",
    ),
)


def foreign_lines(page: Page) -> Iterator[Slip]:
    """Yield the guess that lines of one kind do not belong to the file, at the first of them."""
    for pattern, message, advice in _LINES:
        numbers = [
            number for number, line in page.found.items() if pattern.match(line.text.strip())
        ]
        if numbers:
            text = page.lines[numbers[0]].rstrip()
            yield Slip(
                line=numbers[0],
                start=len(text) - len(text.lstrip()),
                end=len(text),
                message=message,
                next=advice,
                repair=dict.fromkeys(numbers, ""),
            )
