"""The parts of a reply in which a mark is only mentioned: code, JSON texts, and layout tags."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from delibctl.text.embedded import BEGIN, spans
from delibctl.text.lazy import later

_FENCE = later(r"^[ \t]{0,8}(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$", re.MULTILINE)
_INLINE = later(r"(?<!`)(`{1,2})(?!`)[^`\n]{1,500}\1(?!`)")
_QUOTES = frozenset("\"'`“”„‘’«»「」")
_EDGE = later(r"[\s\ufeff>*`~]*+(?:json)?\s*+", re.IGNORECASE)


class Mentions:
    """The parts of a text in which marks are mentioned, not used."""

    def __init__(self, text: str, layout: Collection[str]) -> None:
        self._text = text
        # Complete objects: a mark inside can only stand in one of their texts.
        self._objects = _Ranges((start, end) for start, end, _ in spans(text))
        self._code = _Ranges(_fences(text))
        self._inline = _Ranges((m.start(), m.end()) for m in _INLINE.finditer(text))
        self._layout = _Ranges(_laid_out(text, layout)) if layout else _Ranges(())
        start = _first_object(text)
        # An object with which the text begins, if it is cut off or broken.
        self._cut = len(text) if start in self._objects else start

    def has(self, start: int, end: int, *, in_thoughts: bool = False) -> bool:
        """Return True if the mark at `start` is only mentioned.

        Thoughts may leave code and tags open, so inside them only whole objects and quotation
        marks tell.
        """
        text = self._text
        if start > 0 and end < len(text) and text[end] in _QUOTES and text[start - 1] in _QUOTES:
            return True
        if start in self._objects:
            return True
        if in_thoughts:
            return False
        return (
            start in self._code
            or start in self._inline
            or start in self._layout
            or (start > self._cut and not self._ends_a_draft(start, end))
        )

    def _ends_a_draft(self, start: int, end: int) -> bool:
        """Return True if a mark stands alone on its line, and a reply begins after it."""
        before = self._text[max(0, start - 20) : start].rstrip(" \t")
        after = self._text[end : end + 40].lstrip(" \t")
        return before.endswith("\n") and after.lstrip("\r\n").startswith(("{", "<", "```"))


class _Ranges:
    """Ranges of a text in order, without overlap."""

    def __init__(self, ranges: Iterator[tuple[int, int]] | tuple[()]) -> None:
        pairs = list(ranges)
        self._starts = [start for start, _ in pairs]
        self._ends = [end for _, end in pairs]

    def __contains__(self, place: int) -> bool:
        if not self._starts:
            return False
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the code between a fence and its closing fence, which names no language."""
    opened: re.Match[str] | None = None
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for fence in _FENCE.finditer(text):
        if opened is None or fence["info"].strip():
            opened = fence
        elif fence["marks"].startswith(opened["marks"]):
            # A reply that is fenced as a whole is no example.
            if opened.start() > first or fence.end() < last:
                yield opened.end(), fence.start()
            opened = None


def _laid_out(text: str, layout: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the content of layout tags; of an opening tag that is written twice, the last."""
    opened: re.Match[str] | None = None
    for tag in re.finditer(rf"<(/?)({'|'.join(layout)})>", text, re.IGNORECASE):
        if not tag[1]:
            opened = tag
        elif opened is not None and opened[2].lower() == tag[2].lower():
            yield opened.end(), tag.start()
            opened = None
    at_line = opened and not text[max(0, opened.start() - 20) : opened.start()].rpartition("\n")[
        2
    ].strip(" \t*_#>-")
    if opened is not None and at_line:
        yield opened.end(), len(text)


def _first_object(text: str) -> int:
    """Return the start of the object with which a text begins; the text's length without one."""
    edge = _EDGE.match(text)
    start = edge.end() if edge else 0
    return len(text) if BEGIN.match(text, start) is None else start
