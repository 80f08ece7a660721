"""Comments that suppress findings: `# delib: ignore[CODE] reason`, on the line or above it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from delibctl.model import Place
from delibctl.source import Document
from delibctl.text.lazy import later

_COMMENT = later(r"(?:^|(?<=\s))# *delib: *ignore\b(?:\[([^\]\r\n]*)\])?([^\r\n]*)")
_UNTIL = later(r"\buntil=(\S*)")


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """A comment at `place` that suppresses `codes` from line `line` to line `last`, inclusive.

    That is the comment's own line or the next one. If that line starts a list item, or is a key
    with its value below it, it is the whole of it; if it ends a text of several lines, that text.
    `until` is inclusive too.
    """

    place: Place
    line: int
    last: int
    codes: tuple[str, ...]
    reason: str
    until: str | None = None

    def is_valid(self, today: date) -> bool:
        """Return True if it gives a reason and has not expired."""
        return bool(self.reason and self.codes) and not self.expired(today)

    def expired(self, today: date) -> bool:
        """Return True if its end date has passed or is not a date."""
        if self.until is None:
            return False
        try:
            return date.fromisoformat(self.until) < today
        except ValueError:
            return True


@dataclass(kw_only=True)
class Suppressions:
    """The suppressions of a document, and which of their codes suppressed something.

    `ran`: the codes of the rules that ran. `codes`: all codes. `essential`: codes that cannot be
    suppressed, since their errors stop every other command.
    """

    document: Document
    entries: tuple[Suppression, ...]
    today: date
    ran: frozenset[str]
    codes: frozenset[str]
    essential: frozenset[str]
    used: set[tuple[Suppression, str]] = field(default_factory=set)

    def reason(self, code: str, place: Place) -> str | None:
        """Return why a code is suppressed at a place, and mark it used; None if it is not."""
        if not self.entries or code in self.essential:
            return None
        for line in {place.line, self._first_line(place)}:
            for entry in self._by_line.get(line, ()):
                if code in entry.codes and entry.is_valid(self.today):
                    self.used.add((entry, code))
                    return entry.reason
        return None

    @cached_property
    def _by_line(self) -> dict[int, list[Suppression]]:
        entries_of: dict[int, list[Suppression]] = {}
        for entry in self.entries:
            for line in range(entry.line, entry.last + 1):
                entries_of.setdefault(line, []).append(entry)
        return entries_of

    def _first_line(self, place: Place) -> int:
        """Return the first line of the multi-line value around a place, else the place's line."""
        starts, ends = self._spans
        index = bisect_right(starts, place.line) - 1
        inside = index >= 0 and place.line <= ends[index]
        return starts[index] if inside else place.line

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        """First lines and last lines of the values that span several lines."""
        spans = [
            # A block ends at the start of the line after it.
            (at.line, at.end_line - (at.end_column == 1))
            for at in (scalar.place for scalar in self.document.scalars())
            if at.end_line > at.line
        ]
        return [start for start, _ in spans], [end for _, end in spans]


def suppressions(document: Document) -> Iterator[Suppression]:
    """Yield the suppression comments of a document; JSON lines have none."""
    matches = list(document.comments(_COMMENT)) if "delib:" in document.text else []
    lines = document.lines
    below = _content_below(document) if matches else []
    first_line_of = _first_lines(document) if matches else {}
    for match in matches:
        place = lines.place(match.start(), match.end(), document.name)
        alone = not lines.line(place.line)[: place.column - 1].strip()
        until = _UNTIL.search(match[2])
        line = below[place.line] if alone else place.line
        yield Suppression(
            place=place,
            line=line if alone else first_line_of.get(line, line),
            last=lines.block_end(line) - 1 if _begins_block(lines.line(line)) else line,
            codes=tuple(code for code in re.split(r"[\s,]+", match[1] or "") if code),
            reason=_UNTIL.sub("", match[2]).strip(" \t:-"),
            until=until[1] if until else None,
        )


def _content_below(document: Document) -> list[int]:
    """Return for each line, from 0, the first line below it with more than a comment."""
    below = last = len(document.lines)
    first_below = [last] * (last + 1)
    for line in range(last, 0, -1):
        first_below[line] = below
        text = document.lines.line(line).strip()
        if text and not text.startswith("#"):
            below = line
    return first_below


def _first_lines(document: Document) -> dict[int, int]:
    """Return, for the last line of each text of several lines, its first line."""
    places = (scalar.place for scalar in document.scalars())
    return {at.end_line: at.line for at in places if at.end_line > at.line and at.end_column > 1}


_KEY_ALONE = later(r"[^#]*:[ \t]*(?:#.*)?")


def _begins_block(line: str) -> bool:
    return line.lstrip().startswith("- ") or _KEY_ALONE.fullmatch(line) is not None
