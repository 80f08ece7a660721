"""Splitting a reply into thoughts and text, in one pass over its marks."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from delibctl.text.lazy import later
from delibctl.text.thoughts.harmony import channels, first_token, stripped_channels
from delibctl.text.thoughts.marks import Mark, marks
from delibctl.text.thoughts.mentions import Mentions

#: The tags of the layout that delibctl asks for; a mark inside them is text.
LAYOUT = ("reasoning", "citations", "style", "answer", "clauses")

_GRANITE = later(r"\s*\**Here(?:'s|’s| is) my (?:thought|reasoning) process:?\**", re.I)
_GRANITE_ANSWER = later(r"\**\bHere(?:'s|’s| is) my (?:final )?(?:response|answer):?\**", re.I)
#: What wraps an answer that follows thoughts.
_ANSWER_OPENS = later(
    r"\s*(?:<\|(?:START_RESPONSE|begin_of_solution|begin_of_box|content)\|>"
    r"|<(?:response|output|final|final_answer)>)",
    re.IGNORECASE,
)
_ANSWER_CLOSES = later(r"(?:<\|[\w/]{2,24}\|>|</(?:response|output|final|final_answer)>)\s*\Z")
_BETWEEN_MENTIONS = later(r"\W*\w{0,5}\W*")
_BLANK = later(
    r"(?:\s|\ufeff|<\|\w{1,20}\|>(?:assistant)?)*+(?:(?:`{3,}|~{3,})\w{0,12}\s*?\n\s*+)?+"
)
_DECORATION = " \t*_#>-"


@dataclass(frozen=True, slots=True)
class Split:
    """A reply in its two parts. `cut_off`: its thoughts have no end, so nothing follows them."""

    thoughts: str
    text: str
    cut_off: bool = False


def split_thoughts(text: str, layout: Collection[str] = LAYOUT) -> Split:
    """Return the thoughts in a reply and the text without them, both stripped.

    Thoughts without an end reach to the end of the reply. Marks in code, in JSON texts, in
    quotation marks and in the tags of `layout` are text. Takes time linear in the length.
    """
    earlier, body, cut_off = _without_channels(text, layout)
    granite = _GRANITE.match(body)
    if granite is not None:
        answer = _GRANITE_ANSWER.search(body, granite.end())
        earlier.append(body[granite.end() : answer.start() if answer else len(body)].strip())
        body, cut_off = (body[answer.end() :], cut_off) if answer else ("", True)
    splitter = _Splitter(body, layout)
    thoughts = [thought for thought in (*earlier, *splitter.thoughts) if thought]
    return Split(
        thoughts="\n\n".join(thoughts),
        text=_unwrapped(splitter.kept, after_thoughts=bool(thoughts)),
        cut_off=cut_off or splitter.cut_off,
    )


def _without_channels(text: str, layout: Collection[str]) -> tuple[list[str], str, bool]:
    @cache
    def mentions() -> Mentions:
        return Mentions(text, layout)

    first = first_token(text)
    if first is not None and not mentions().has(first, first + 11):
        found = channels(text)
    else:
        stripped = stripped_channels(text, mentions)
        if stripped is None:
            return [], text, False
        found = stripped
    return [found.thoughts], found.final or "", found.final is None


class _Splitter:
    """The state of the pass: what was read as thoughts, and what was kept as text."""

    def __init__(self, text: str, layout: Collection[str]) -> None:
        self.thoughts: list[str] = []
        self.cut_off = False
        self._text = text
        self._kept: list[str] = []
        self._position = self._read_to = 0
        self._solid = _solid(text, 0)
        self._end = len(text.rstrip())
        found = [mark for mark in marks(text) if mark.name not in layout]
        self._mentions = Mentions(text, layout) if found else None
        for mark, close in zip(found, self._closing(found), strict=True):
            if mark.start >= max(self._position, self._read_to):
                self._read(mark, close)
        self._kept.append(text[self._position :])

    @property
    def kept(self) -> str:
        """Return the text outside the thoughts."""
        return "".join(self._kept)

    def _closing(self, found: list[Mark]) -> list[Mark | None]:
        """Return for each mark the first one after it that closes it, of its own name if any."""
        ahead: dict[str, Mark] = {}
        closing: list[Mark | None] = []
        for mark in reversed(found):
            closing.append(ahead.get(mark.name) or ahead.get(mark.family) or ahead.get(""))
            if mark.closes and not self._mentioned(mark, in_thoughts=True):
                # A name that answers use as well closes nothing but itself.
                alone = mark.leading or mark.name == "details"
                names = (mark.name,) if alone else (mark.name, mark.family, "")
                ahead.update(dict.fromkeys(names, mark))
        return closing[::-1]

    def _read(self, mark: Mark, close: Mark | None) -> None:
        if mark.closes:
            self._unopened(mark)
            return
        leads = not self._kept and self._solid >= mark.start
        if not leads and (mark.leading or self._mentioned(mark)):
            return
        if close is None:
            if leads or mark.special or self._at_line(mark):
                self.cut_off = True
                self._think(mark.start, mark.end, len(self._text), len(self._text))
            return
        inside = self._text[mark.end : min(close.start, mark.end + 40)]
        # Prose that names both marks goes on after them, or ends with them.
        ends = self._ends(close) and close.end < self._end
        used = ends and not _BETWEEN_MENTIONS.fullmatch(inside)
        if leads or mark.special or self._at_line(mark) or used:
            self._think(mark.start, mark.end, close.start, close.end)
        else:
            self._read_to = close.end

    def _think(self, start: int, begin: int, end: int, stop: int) -> None:
        if self._solid < start:
            self._kept.append(self._text[self._position : start])
        self.thoughts.append(self._text[begin:end].strip())
        self._position, self._solid = stop, _solid(self._text, stop)

    def _unopened(self, mark: Mark) -> None:
        """Take all text before a closing mark for thoughts: their opening mark is missing."""
        if mark.leading or mark.name == "details" or self._mentioned(mark):
            return
        if self.thoughts and mark.end >= self._end:
            # A stray one at the end of the answer.
            self._kept.append(self._text[self._position : mark.start])
            self._position = mark.end
        elif self._ends(mark):
            before = self.kept + self._text[self._position : mark.start]
            self.thoughts.append(before.strip())
            self._kept, self._position = [], mark.end
            self._solid = _solid(self._text, mark.end)

    def _ends(self, mark: Mark) -> bool:
        """Return True if a closing mark is used: prose that mentions it goes on in its line."""
        after = self._text[mark.end : mark.end + 40]
        said = after.lstrip(" \t")
        if mark.special or not said or said[0] in "\r\n{<[`\"'“*#" or self._at_line(mark):
            return True
        return said[0].isalnum() and (said == after or not said[0].islower())

    def _at_line(self, mark: Mark) -> bool:
        before = self._text[max(0, mark.start - 20) : mark.start]
        starts = "\n" in before or mark.start <= 20
        return starts and not before.rpartition("\n")[2].strip(_DECORATION)

    def _mentioned(self, mark: Mark, *, in_thoughts: bool = False) -> bool:
        mentions = self._mentions
        return mentions is not None and mentions.has(mark.start, mark.end, in_thoughts=in_thoughts)


def _solid(text: str, start: int) -> int:
    """Return the offset of the first character after blanks, role tokens and an opening fence."""
    blank = _BLANK.match(text, start)
    return blank.end() if blank else start


def _unwrapped(text: str, *, after_thoughts: bool) -> str:
    """Return an answer without the tokens at its end, and the wrapper that follows thoughts."""
    text = text.strip()
    opened = _ANSWER_OPENS.match(text) if after_thoughts else None
    text = text[opened.end() :] if opened else text
    while (close := _ANSWER_CLOSES.search(text, max(0, len(text) - 40))) and (
        opened or close[0].startswith("<|")
    ):
        text = text[: close.start()].rstrip()
    return text.strip()
