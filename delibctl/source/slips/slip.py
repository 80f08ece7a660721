"""Guesses at a slip, and the lines that they are about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from delibctl.source.layout import Line, Open, open_above

#: Characters that look like a space, and one that looks like a colon.
_LIKE_SPACE = "\t\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
#: Where only a space may be, or a colon.
ODD = re.compile(rf"(?:^ *|(?<=:)|(?<=-))(?P<odd>[{_LIKE_SPACE}]+)|(?P<colon>\uff1a)[ \t]*")


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A guess: the span of a line, from 0, that is wrong, and what to do.

    `repair`: lines that would be there without the slip; only good for a reader to try them.
    """

    line: int
    start: int
    end: int
    message: str
    next: str
    repair: Mapping[int, str]


#: One line in four is an exception; we chose this number.
_NEARLY_ALL = 4


@dataclass(frozen=True, kw_only=True)
class Page:
    """The lines of a file, and those of them with structure."""

    lines: list[str]
    found: Mapping[int, Line]

    def above(self, line: Line) -> list[Open]:
        """Return what is open above a line, from the innermost outward."""
        return list(open_above(self.found, line.number))

    @cached_property
    def is_even(self) -> bool:
        """True if nearly all lines are indented by an even number of spaces."""
        uneven = sum(line.indent % 2 for line in self.found.values())
        return uneven * _NEARLY_ALL <= len(self.found)

    @cached_property
    def odd(self) -> list[int]:
        """The numbers of lines with odd characters in place of spaces, or with an odd colon."""
        return [
            number
            for number, line in self.found.items()
            if line.key is None and ODD.search(line.text)
        ]


AS_BLOCK = "or write it as a block after `>-`"


def spaces(count: int) -> str:
    return "no spaces" if not count else "1 space" if count == 1 else f"{count} spaces"


def excerpt(text: str) -> str:
    text = text.rstrip()
    return text if len(text) <= 40 else f"{text[:40]}…"
