"""The blocks between the tags of a reply."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.text.lazy import later

#: Only the last tags are read; the time grows with the square of their number.
MAX_TAGS = 1000
#: The text after a closing tag that is looked at.
_LOOK_AHEAD = 400

_TAGS = ("reasoning", "citations", "style", "answer")
#: A tag in backticks is mentioned, not used.
TAG = later(rf"<(?<!`<)\s{{0,3}}(/?)\s{{0,3}}({'|'.join(_TAGS)})\s{{0,3}}>", re.IGNORECASE)
FENCE = later(r"^[ \t]*(?:`{3,}|~{3,})", re.MULTILINE)
#: Markdown around a tag that stands on a line of its own.
_DECORATION = " \t*_#>-"


@dataclass(frozen=True)
class Block:
    """A tag with what stands in it, and where."""

    name: str
    start: int
    end: int
    content: str


@dataclass(frozen=True)
class _Mark:
    """A tag. `closes`: it is a closing tag. `at_line`: it is the first on its line."""

    name: str
    closes: bool
    start: int
    end: int
    at_line: bool


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the outermost blocks, in order."""
    tags = _Tags(text)
    marks = tags.marks
    position = index = 0
    while index < len(marks):
        mark = marks[index]
        if mark.closes or not tags.opens(index, position):
            index += 1
            continue
        index = tags.end(index)
        end = marks[index].start if index < len(marks) else len(text)
        yield Block(mark.name, mark.start, end, _content(text[mark.end : end], mark.name))
        if index < len(marks) and marks[index].closes:
            position = marks[index].end
            index += 1


class _Tags:
    """The tags of a text, with what closes them, looked up once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.marks = _marks(text)
        self._fences = [fence.start() for fence in FENCE.finditer(text)]
        self._closing: dict[str, list[int]] = {name: [] for name in _TAGS}
        for index, mark in enumerate(self.marks):
            if mark.closes:
                self._closing[mark.name].append(index)

    def opens(self, index: int, position: int) -> bool:
        """Return True if a tag opens a block: it starts a line, follows a block, or is closed."""
        mark = self.marks[index]
        if mark.at_line or not self._text[position : mark.start].strip(_DECORATION + "\r\n"):
            return True
        close = self._next_close(index)
        if close is None:
            return False
        rest_of_line = self._rest_of_line(close)
        return not rest_of_line or TAG.match(rest_of_line) is not None

    def end(self, index: int) -> int:
        """Return the index of the mark that ends the block opened at `index`."""
        marks, mark, last = self.marks, self.marks[index], len(self.marks)
        if mark.name == "answer":
            balanced = _balanced(marks, index)
            if balanced is not None and not self._goes_on(balanced):
                return balanced
        closing = self._closing[mark.name]
        closing = closing[bisect_right(closing, index) :]
        first_close = closing[0] if closing else last
        bound = last
        for i in range(index + 1, last):
            if not marks[i].at_line or marks[i].closes:
                continue
            # A block without a closing tag ends where the next block starts.
            close = self._next_close(i)
            meant = not closing or i > first_close or (close is not None and close <= first_close)
            if meant and not self.fenced(mark.end, marks[i].start):
                bound = i
                break
        before = [i for i in closing if i < bound]
        if before:
            return before[-1] if mark.name == "answer" else before[0]
        if bound < last or mark.name == "answer":
            return bound
        inline = range(index + 1, last)
        return next(
            (i for i in inline if not marks[i].closes and self._next_close(i) is not None), last
        )

    def fenced(self, start: int, end: int) -> bool:
        """Return True if a code fence that opens after `start` is still open at `end`."""
        fences = bisect_left(self._fences, end) - bisect_left(self._fences, start)
        # A fence may also follow the opening tag in its line.
        at_once = FENCE.match(self._text[start : min(end, start + _LOOK_AHEAD)]) is not None
        return (fences + at_once) % 2 == 1

    def _goes_on(self, close: int) -> bool:
        """Return True if the answer goes on after a closing tag that it mentions in its prose.

        Then another one closes it, with no tag in between.
        """
        after = self.marks[close + 1 : close + 2]
        closes = bool(after) and after[0].closes and after[0].name == self.marks[close].name
        return closes and self._rest_of_line(close)[:1].isalnum()

    def _rest_of_line(self, index: int) -> str:
        end = self.marks[index].end
        return self._text[end : end + _LOOK_AHEAD].partition("\n")[0].strip()

    def _next_close(self, index: int) -> int | None:
        """Return the index of the first mark at or after `index` that closes its name."""
        closing = self._closing[self.marks[index].name]
        place = bisect_left(closing, index)
        return closing[place] if place < len(closing) else None


def _marks(text: str) -> list[_Mark]:
    return [
        _Mark(
            name=match[2].lower(),
            closes=bool(match[1]),
            start=match.start(),
            end=match.end(),
            at_line=not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(
                _DECORATION
            ),
        )
        for match in list(TAG.finditer(text))[-MAX_TAGS:]
    ]


def _balanced(marks: list[_Mark], index: int) -> int | None:
    """Return the index of the matching closing tag, past nested blocks; None if it is missing."""
    depth = 0
    for position in range(index, len(marks)):
        if marks[position].name == marks[index].name:
            depth += -1 if marks[position].closes else 1
            if depth == 0:
                return position
    return None


def is_fenced(text: str, start: int, end: int) -> bool:
    """Return True if a code fence that opens after `start` is still open at `end`."""
    return len(FENCE.findall(text[start:end])) % 2 == 1


def _content(block: str, name: str) -> str:
    """Return the text of a block without tag decoration, or part of a closing tag at its end."""
    first, newline, body = block.partition("\n")
    if newline and not first.strip(_DECORATION + "\r"):
        block = body
    head, newline, last = block.rpartition("\n")
    if newline and last and not last.strip(_DECORATION):
        block = head
    closing = f"</{name}>"
    cut = next((n for n in range(len(closing) - 1, 1, -1) if block.endswith(closing[:n])), 0)
    return block[: len(block) - cut].strip()
