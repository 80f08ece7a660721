"""Reading replies that are a JSON object, fenced or in prose, complete or truncated."""

import json
import re
from collections.abc import Iterator
from typing import Any

from delibctl.deliberate.citations import clean_style, listed
from delibctl.deliberate.copied import answer_of, placeholder
from delibctl.deliberate.stated import Stated
from delibctl.model import Deliberation, Form
from delibctl.text.embedded import as_text, repaired, spans
from delibctl.text.lazy import later
from delibctl.text.placeholders import is_type_word
from delibctl.text.values import folded, unwrapped

_KEYS = ("reasoning", "citations", "style", "answer")
# The bounds keep the search linear in a text full of braces and comments.
_COMMENT = r"(?://[^\n]{0,300}+|\#[^\n]{0,300}+|/\*[^*]{0,300}+\*/)"
_QUOTE = r"""["'`“”„]"""
_OPENING = rf"\{{\s*+(?:{_COMMENT}\s*+){{0,5}}+{_QUOTE}?(?:{'|'.join(_KEYS)}){_QUOTE}?\s*+[:：]"
_START = later(_OPENING, re.IGNORECASE)
#: The text between two broken objects: after a brace, without quotes.
_BETWEEN = later(rf'(?<=\}})[^{{}}"“]*(?={_OPENING})', re.IGNORECASE)
#: Broken objects that are read, from the end: of several replies the last counts.
_PIECES = 200
#: Characters of a line that are looked at on each side of an object.
_LINE = 300
#: The text that may precede a reply on its line; after other text, an object is an example.
_BEFORE = later(r"[\s\ufeff>*`~\[]*+(?:json)?[\s\[]*+", re.IGNORECASE)

#: An object with its start and end.
_Located = tuple[int, int, dict[str, Any]]


def read(text: str) -> Deliberation | None:
    """Return the content of the last object that is a reply; None if there is none.

    Objects with an answer take precedence, and of these the fullest; the answer may still be empty.
    """
    replies = [data for _, _, data in _replies(text)]
    if not replies:
        return None
    answering = [reply for reply in reversed(replies) if _answer(reply)]
    data = max(answering, key=_fullness) if answering else replies[-1]
    return Deliberation(
        form=Form.STRUCTURED,
        answer=_answer(data),
        reasoning="" if placeholder(data.get("reasoning")) else as_text(data.get("reasoning")),
        citations=tuple(listed(data.get("citations"))),
        style=_style(data),
    )


def stated(text: str) -> list[Stated]:
    """Return what each object with an answer states, also of those before a whole one."""
    replies = _replies(text)
    return [
        Stated(
            place=(start, end),
            answer=_answer(data),
            style=_style(data),
            citations=tuple(listed(data["citations"])) if "citations" in data else None,
        )
        for start, end, data in (*_broken_before(text, replies), *replies)
        if _answer(data)
    ]


def begins(text: str) -> int:
    """Return the offset of the first object with a reply key; without one, the text's length."""
    start = _START.search(text)
    return start.start() if start else len(text)


def end_of_json(text: str, start: int) -> int | None:
    """Return the end of the JSON value at `start`; None if it is broken or cut off."""
    try:
        _, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return end


def _answer(data: dict[str, Any]) -> str:
    return answer_of(data.get("answer"), data.get("reasoning"))


def _style(data: dict[str, Any]) -> str | None:
    style = data.get("style")
    return None if placeholder(style) or is_type_word(style) else clean_style(as_text(style))


def _fullness(data: dict[str, Any]) -> int:
    return sum(bool(data.get(key)) for key in _KEYS)


def _replies(text: str) -> list[_Located]:
    """Return every object that is meant as a reply: complete ones, then broken ones."""
    replies: list[_Located] = []
    complete: set[int] = set()
    before, end = _BEFORE.match(text), 0
    first = before.end() if before else 0
    for start, stop, data in spans(text):
        complete.add(start)
        if start > first and _is_mentioned(text, start, stop):
            continue
        for reply in _meant(data, leads=start <= first, follows=bool(replies)):
            replies.append((start, stop, reply))
            end = stop
    broken = (match.start() for match in _START.finditer(text, end))
    start = next((position for position in broken if position not in complete), -1)
    return replies + (_broken(text, start, len(text)) if start >= 0 else [])


def _broken_before(text: str, replies: list[_Located]) -> list[_Located]:
    """Return the broken objects that start a line before the first reply."""
    end = replies[0][0] if replies else 0
    starts = (match.start() for match in _START.finditer(text, 0, end))
    start = next((position for position in starts if _starts_line(text, position)), -1)
    return _broken(text, start, end) if start >= 0 else []


def _is_mentioned(text: str, start: int, stop: int) -> bool:
    """Return True for an object in mid-sentence, as a model quotes what a user wrote."""
    line_end = text.find("\n", stop, stop + _LINE)
    rest = text[stop : line_end if line_end >= 0 else stop + _LINE]
    return not _starts_line(text, start) and bool(re.search(r"\w", rest))


def _meant(data: dict[str, Any], *, leads: bool, follows: bool) -> Iterator[dict[str, Any]]:
    """Yield an object that has two reply keys, or fewer at the start of the text.

    There it may also be in a wrapper, as in `{"response": {…}}`. After a reply, an object that has
    nothing but an answer is one too.
    """
    for reply in unwrapped(data, _KEYS) if leads else (folded(data),):
        ours = set(_KEYS) & reply.keys()
        alone = "answer" in ours if leads else follows and reply.keys() == {"answer"}
        if len(ours) >= 2 or alone or (leads and ours and len(reply) == 1):
            yield reply


def _broken(text: str, start: int, end: int) -> list[_Located]:
    at_line = _starts_line(text, start)
    replies: list[_Located] = []
    cuts = [match.span() for match in _BETWEEN.finditer(text, start, end)]
    starts, ends = [start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end]
    for begin, stop in list(zip(starts, ends, strict=True))[-_PIECES:]:
        # An object that cannot be repaired is still a reply if it starts its line.
        reply = folded(repaired(text[begin:stop]) or {})
        if at_line or len(set(_KEYS) & reply.keys()) >= 2:
            replies.append((begin, stop, reply))
    return replies


def _starts_line(text: str, start: int) -> bool:
    earliest = max(start - _LINE, 0)
    begin = text.rfind("\n", earliest, start) + 1 or earliest
    return bool(_BEFORE.fullmatch(text, begin, start))
