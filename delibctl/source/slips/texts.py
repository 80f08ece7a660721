"""Guesses at text that does not belong to what is above it."""

import re
from collections.abc import Iterator

from delibctl.source.layout import Line, known_keys
from delibctl.source.slips.slip import AS_BLOCK, Page, Slip, spaces


def colon_in_text(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that what looks like a key is part of the text above it."""
    above = page.above(line)
    if line.key is None or line.key in known_keys() or line.dash is not None or not above:
        return
    if above[0].is_dash or not above[0].line.rest or line.column < above[0].column + 2:
        return
    yield _colon(line)


def _colon(line: Line) -> Slip:
    """Return the guess that the colon of a line is one of text."""
    at = line.text.index(":", line.column)
    return Slip(
        line=line.number,
        start=at,
        end=at + 1,
        message="`: ` in unquoted text starts a mapping",
        next=f"quote the text, {AS_BLOCK}",
        repair={line.number: re.sub(r":(?=\s|$)", ";", line.text)},
    )


def stray_text(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that lines of text belong below the key above them."""
    for entry in page.above(line):
        header = entry.line
        yield from _colon_above(page, header, line)
        yield from _first_line_of_block(page, header, line)
        column = max(header.column if header.key is not None else header.indent, 0) + 2
        repair = {}
        number = line.number
        while number < len(page.lines):
            other = page.found.get(number)
            if other is not None and (other.key is not None or other.dash is not None):
                break
            text = page.lines[number].strip()
            repair[number] = " " * column + text.replace(": ", "; ") if text else ""
            number += 1
        yield Slip(
            line=line.number,
            start=line.column,
            end=len(line.text.rstrip()),
            message=f"this line is not part of the text above: it is not indented below "
            f"{header.key!r}"
            if header.key
            else "this line is not part of the text above it",
            next=f"indent it by {spaces(column)}",
            repair=repair,
        )
        return


def _colon_above(page: Page, header: Line, line: Line) -> Iterator[Slip]:
    """Yield the guess that what looks like a key is the first line of a text with a colon."""
    above = page.above(header)
    if header.key is None or " " not in header.key or header.number != line.number - 1:
        return
    if not above or above[0].line.key not in known_keys() or above[0].line.rest:
        return
    yield _colon(header)


def _first_line_of_block(page: Page, header: Line, line: Line) -> Iterator[Slip]:
    """Yield the guess that a block begins too deep for a later line of it."""
    first = header.number + 1
    if first >= line.number or header.column >= line.column:
        return
    block = range(first, line.number)
    text = page.lines[first]
    indent = len(text) - len(text.lstrip())
    # The line with the odd indentation is the exception.
    later = line.indent % 2 > indent % 2
    if later or any(number in page.found for number in block) or not text.strip():
        return
    yield Slip(
        line=first,
        start=indent,
        end=len(text.rstrip()),
        message="the first line of this text is indented deeper than the lines below it",
        next=f"indent it by {spaces(line.indent)}",
        repair={number: " " * line.indent + page.lines[number].lstrip() for number in block},
    )
