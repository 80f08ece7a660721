"""Guesses at characters that look like others, and at text after a `#`."""

import re
from collections.abc import Iterator

from delibctl.source.slips.slip import AS_BLOCK, ODD, Page, Slip

_NAMES = {"\t": "a tab", "\u00a0": "a no-break space"}


def odd_characters(page: Page) -> Iterator[Slip]:
    """Yield the guess that odd characters are in place of spaces, at the first of them."""
    if not page.odd:
        return
    first = page.odd[0]
    match = ODD.search(page.lines[first])
    assert match is not None
    if match["colon"]:
        message, advice = "a full-width colon (U+FF1A) is not a colon to YAML", "write `: `"
    elif match["odd"][0] == "\t" and not page.lines[first][: match.start("odd")].strip():
        message, advice = "a tab is used for indentation", "indent with spaces"
    else:
        character = match["odd"][0]
        name = _NAMES.get(character, "a character that looks like a space")
        message = f"{name} (U+{ord(character):04X}) is not one to YAML"
        advice = "replace it with an ordinary space"
    # A tab, or several odd spaces, may have been meant for any indentation of the lines around.
    columns = {line.column for line in page.found.values() if line.key is not None}
    for width in (1, 2, 4, 8):
        yield _odd(page, first, match, message, advice, (width, 0))
    for column in sorted(columns):
        yield _odd(page, first, match, message, advice, (0, column))


def _odd(
    page: Page, first: int, match: re.Match[str], message: str, advice: str, spaces: tuple[int, int]
) -> Slip:
    """Return the slip. `spaces`: those for each odd character, and those added."""
    repair = {}
    for number in page.odd:
        text = page.lines[number].replace("\uff1a", ": ")
        indent = text[: len(text) - len(text.lstrip())]
        if ODD.match(text):
            text = " " * (spaces[0] * len(indent) + spaces[1]) + text.lstrip()
        repair[number] = ODD.sub(" ", text)
    group = "colon" if match["colon"] else "odd"
    return Slip(
        line=first,
        start=match.start(group),
        end=match.end(group),
        message=message,
        next=advice,
        repair=repair,
    )


_HASH = re.compile(r"(?:^|(?<=[ \t]))#(?P<cut>[^\r\n]*)")


def cut_by_hash(page: Page, number: int) -> Iterator[Slip]:
    """Yield the guess that a comment is part of a text that goes on below it."""
    text = page.lines[number]
    match = _HASH.search(text)
    if match:
        yield Slip(
            line=number,
            start=match.start(),
            end=len(text.rstrip()),
            message=f"the text ends before {match[0][:30]!r}: ` #` starts a comment",
            next=f"quote the text, {AS_BLOCK}",
            repair={number: text[: match.start()] + "x" + match["cut"].replace(": ", "; ")},
        )
