"""Converting lines and columns to offsets, and applying edits to a text."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.model import Place

#: Lines end as the YAML parser ends them.
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A replacement of the text at a place."""

    place: Place
    text: str


class Lines:
    """The offsets at which the lines of a text begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _END.finditer(text))]

    def __len__(self) -> int:
        return len(self._starts)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column, both from 1; at most the length of the text."""
        if line > len(self._starts):
            return len(self.text)
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """Return a line without its line end; empty if there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def block_end(self, number: int) -> int:
        """Return the number of the line after the block that starts on a line.

        The block holds all lines that are indented deeper. The items of a list may follow their key
        without being indented.
        """
        line = self.line(number)
        indent = len(line) - len(line.lstrip())
        is_key = not line[indent:].startswith("-")
        for end in range(number + 1, len(self) + 1):
            line = self.line(end)
            depth = len(line) - len(line.lstrip())
            item_of_key = is_key and depth == indent and line[depth:].startswith("- ")
            if line.strip() and depth <= indent and not item_of_key:
                return end
        return len(self) + bool(self.line(len(self)))

    def span(self, place: Place) -> tuple[int, int]:
        """Return the start and end offset of a place."""
        return (
            self.offset(place.line, place.column),
            self.offset(place.end_line, place.end_column),
        )

    def place(self, start: int, end: int, file: str) -> Place:
        """Return the place between two offsets."""
        (line, column), (end_line, end_column) = self._position(start), self._position(end)
        return Place(file=file, line=line, column=column, end_line=end_line, end_column=end_column)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def edited(text: str, groups: Iterable[tuple[Edit, ...]]) -> tuple[str, int]:
    """Return the text after all edits, and the number of groups that were applied."""
    new_text, applied = edited_by(text, groups)
    return new_text, len(applied)


def edited_by(text: str, groups: Iterable[tuple[Edit, ...]]) -> tuple[str, list[int]]:
    """Return the text after all edits, and the indices of the groups that were applied.

    The edits of a group are applied together or not at all: a group that overlaps with an earlier
    one is skipped.
    """
    lines = Lines(text)
    spans: list[tuple[int, int, str]] = []
    applied: list[int] = []
    for number, group in enumerate(groups):
        new_spans = [(*lines.span(edit.place), edit.text) for edit in group]
        if new_spans and all(_is_free(spans, start, end) for start, end, _ in new_spans):
            for span in new_spans:
                insort(spans, span)
            applied.append(number)
    parts, position = [], 0
    for start, end, replacement in spans:
        parts += [text[position:start], replacement]
        position = end
    return "".join([*parts, text[position:]]), applied


def _is_free(spans: list[tuple[int, int, str]], start: int, end: int) -> bool:
    """Return True if a span overlaps with none of others, which are sorted."""
    index = bisect_right(spans, (start, end, ""))
    before = index == 0 or spans[index - 1][1] <= start
    after = index == len(spans) or end <= spans[index][0] or start >= spans[index][1]
    return before and after
