"""Guesses at a dash too much, and at the first dash of a list."""

import re
from collections.abc import Iterator

from delibctl.source.layout import Line
from delibctl.source.slips.slip import Page, Slip, excerpt

#: The keys with a list of mappings.
_LISTS = {"categories", "clauses", "excludes", "examples", "cases", "messages", "labels"}
#: Those with a mapping whose keys an author chooses.
_MAPPINGS = {"definitions", "styles"}
_DOUBLE = re.compile(r"-[ \t]*-+[ \t]+(?=\S)")


def double_dash(line: Line) -> Iterator[Slip]:
    """Yield the guess that an item has two dashes: the schemas have no list in a list."""
    match = _DOUBLE.match(line.text, line.indent)
    if match:
        repaired = f"{line.text[: line.indent]}- {line.text[match.end() :]}"
        yield Slip(
            line=line.number,
            start=line.indent,
            end=len(match[0].rstrip()) + line.indent,
            message="an item of a list begins with one dash",
            next=f"write `{excerpt(repaired.strip())}`",
            repair={line.number: repaired},
        )


def dash_before_key(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that the first key below the key of a list of mappings has no dash."""
    header = _header(page, line)
    if header in _LISTS and line.dash is None:
        yield Slip(
            line=line.number,
            start=line.column,
            end=line.column + len(line.key or ""),
            message=f"{header!r} is a list, and its first item has no dash",
            next=f"write `- {excerpt(line.text[line.column :])}`",
            repair={line.number: f"{line.text[: line.column]}- {line.text[line.column :]}"},
        )


def dash_in_mapping(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that the first key below the key of a mapping has a dash."""
    header = _header(page, line)
    if header in _MAPPINGS and line.dash is not None:
        yield Slip(
            line=line.number,
            start=line.dash,
            end=line.dash + 1,
            message=f"{header!r} is no list, so its keys have no dash",
            next="remove the dash",
            repair={line.number: line.text[: line.dash] + line.text[line.column :]},
        )


def _header(page: Page, line: Line) -> str | None:
    """Return the key without a value right above a key that is deeper; None if there is none."""
    numbers = [number for number in page.found if number < line.number]
    header = page.found[max(numbers)] if numbers else None
    if line.key is None or header is None or header.rest or line.column <= header.column:
        return None
    return header.key


def stray_dash(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that a dash is too much: before a key, or on a line of its own."""
    if line.dash is None:
        return
    is_alone = not line.text[line.column :].strip()
    peer = next((above for above in page.above(line) if above.column <= line.dash), None)
    if is_alone:
        message, repaired = "nothing follows this dash", ""
    elif (
        peer
        and not peer.is_dash
        and peer.column == line.dash
        and (peer.line.rest or page.above(line)[0] is not peer)
    ):
        message = f"this line has a dash, unlike the keys above it, such as {peer.line.key!r}"
        repaired = line.text[: line.dash] + line.text[line.column :]
    else:
        return
    yield Slip(
        line=line.number,
        start=line.dash,
        end=line.dash + 1,
        message=message,
        next="remove the dash",
        repair={line.number: repaired},
    )


def first_dash(page: Page, line: Line) -> Iterator[Slip]:
    """Yield the guess that the first item of a list has no dash, if a later one has."""
    if line.dash is None or any(above.column == line.dash for above in page.above(line)[:1]):
        return
    numbers = [number for number in sorted(page.found) if number < line.number]
    for above, number in zip([*numbers[::-1][1:], -1], numbers[::-1], strict=False):
        first, parent = page.found[number], page.found.get(above)
        if first.column < line.column or parent is None:
            return
        if first.column == line.column and first.dash is None and parent.column <= line.dash:
            yield Slip(
                line=number,
                start=first.column,
                end=first.column + len(first.key or ""),
                message="the first item of this list has no dash, "
                f"unlike the one on line {line.number + 1}",
                next=f"write `- {excerpt(first.text[first.column :])}`",
                repair={number: f"{' ' * line.dash}- {first.text[first.column :]}"},
            )
            return
