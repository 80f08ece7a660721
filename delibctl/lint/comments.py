"""Comments that suppress findings: `# delib: ignore[CODE] reason`, on the line or above it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from delibctl.model import Place
from delibctl.source import Document

_COMMENT = re.compile(r"(?:^|(?<=\s))# *delib: *ignore\b(?:\[([^\]\r\n]*)\])?([^\r\n]*)")
_UNTIL = re.compile(r"\buntil=(\S*)")


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """A comment at `place`, about the findings of some codes in some lines, ends included.

    They are the line it stands on or the next one; where that begins an item of a list, the item.
    `until` is inclusive too.
    """

    place: Place
    line: int
    last: int
    codes: tuple[str, ...]
    reason: str
    until: str | None = None

    def holds(self, today: date) -> bool:
        """Whether it says why, and its time is not over."""
        return bool(self.reason and self.codes) and not self.expired(today)

    def expired(self, today: date) -> bool:
        """Whether its time is over, or no date at all."""
        if self.until is None:
            return False
        try:
            return date.fromisoformat(self.until) < today
        except ValueError:
            return True


@dataclass(kw_only=True)
class Suppressions:
    """The suppressions of a document, and which codes of each were of use.

    `ran`: the codes of the rules that ran; `known`: those that there are; `essential`: those of
    which an error stops every other command, so that nothing is won by not seeing it.
    """

    document: Document
    entries: tuple[Suppression, ...]
    today: date
    ran: frozenset[str]
    known: frozenset[str]
    essential: frozenset[str]
    used: set[tuple[Suppression, str]] = field(default_factory=set)

    def reason(self, code: str, place: Place) -> str | None:
        """Why findings of that code are suppressed at a place; None if they are not."""
        if not self.entries or code in self.essential:
            return None
        for line in {place.line, self._first_line(place)}:
            for entry in self._by_line.get(line, ()):
                if code in entry.codes and entry.holds(self.today):
                    self.used.add((entry, code))
                    return entry.reason
        return None

    @cached_property
    def _by_line(self) -> dict[int, list[Suppression]]:
        found: dict[int, list[Suppression]] = {}
        for entry in self.entries:
            for line in range(entry.line, entry.last + 1):
                found.setdefault(line, []).append(entry)
        return found

    def _first_line(self, place: Place) -> int:
        """The line on which the value begins in which a place lies: no comment fits into it."""
        starts, ends = self._spans
        index = bisect_right(starts, place.line) - 1
        inside = index >= 0 and place.line <= ends[index]
        return starts[index] if inside else place.line

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        """First and last lines of the values that take several lines."""
        spans = [
            # A block ends at the beginning of the line after it.
            (at.line, at.end_line - (at.end_column == 1))
            for at in (scalar.place for scalar in self.document.scalars())
            if at.end_line > at.line
        ]
        return [start for start, _ in spans], [end for _, end in spans]


def suppressions(document: Document) -> Iterator[Suppression]:
    """The comments of a document that suppress something; JSON lines have none."""
    found = list(document.comments(_COMMENT)) if "delib:" in document.text else []
    lines = document.lines
    below = _content_below(document) if found else []
    for match in found:
        place = lines.place(match.start(), match.end(), document.name)
        alone = not lines.line(place.line)[: place.column - 1].strip()
        until = _UNTIL.search(match[2])
        line = below[place.line] if alone else place.line
        yield Suppression(
            place=place,
            line=line,
            last=lines.block_end(line) - 1 if _is_item(lines.line(line)) else line,
            codes=tuple(code for code in re.split(r"[\s,]+", match[1] or "") if code),
            reason=_UNTIL.sub("", match[2]).strip(" \t:-"),
            until=until[1] if until else None,
        )


def _content_below(document: Document) -> list[int]:
    """For each line (from 0) the first line below it that holds more than a comment."""
    below = last = len(document.lines)
    found = [last] * (last + 1)
    for line in range(last, 0, -1):
        found[line] = below
        text = document.lines.line(line).strip()
        if text and not text.startswith("#"):
            below = line
    return found


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")
