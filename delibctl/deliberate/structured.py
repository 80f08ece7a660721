"""Reading replies that are a JSON object, fenced or in prose, complete or truncated."""

import re
from typing import Any

from delibctl.deliberate.citations import clean_style, listed
from delibctl.model import Deliberation, Form
from delibctl.text.embedded import as_text, repaired, spans
from delibctl.text.lazy import later

_KEYS = ("reasoning", "citations", "style", "answer")
_COMMENT = r"(?://[^\n]*|\#[^\n]*|/\*[^*]*\*/)"
_QUOTE = r"""["'`“”„]"""
_OPENING = rf"\{{\s*(?:{_COMMENT}\s*)*{_QUOTE}?(?:{'|'.join(_KEYS)}){_QUOTE}?\s*[:：]"
_START = later(_OPENING, re.IGNORECASE)
#: The text between two broken objects: after a brace, without quotes.
_BETWEEN = later(rf'(?<=\}})[^{{}}"“]*(?={_OPENING})', re.IGNORECASE)
#: The text that may precede a reply on its line; after other text, an object is an example.
_BEFORE = later(r"[\s\ufeff>*`~]*(?:json)?\s*", re.IGNORECASE)


def read(text: str) -> Deliberation | None:
    """Return the content of the last object that is a reply; None if there is none.

    Objects with an answer take precedence; the answer may still be empty.
    """
    replies = _replies(text)
    if not replies:
        return None
    data = next((reply for reply in reversed(replies) if as_text(reply.get("answer"))), replies[-1])
    return Deliberation(
        form=Form.STRUCTURED,
        answer=as_text(data.get("answer")),
        reasoning=as_text(data.get("reasoning")),
        citations=tuple(listed(data.get("citations"))),
        style=clean_style(as_text(data.get("style"))),
    )


def begins(text: str) -> int:
    """Return the offset of the first object with a reply key; without one, the text's length."""
    start = _START.search(text)
    return start.start() if start else len(text)


def _replies(text: str) -> list[dict[str, Any]]:
    """Return every object that is meant as a reply: complete ones, then broken ones."""
    replies: list[dict[str, Any]] = []
    complete: set[int] = set()
    end = 0
    for start, stop, data in spans(text):
        complete.add(start)
        reply = _lowered(data)
        if _is_reply(reply, text, start):
            replies.append(reply)
            end = stop
    broken = (match.start() for match in _START.finditer(text, end))
    start = next((position for position in broken if position not in complete), -1)
    return replies + (_broken(text, start) if start >= 0 else [])


def _is_reply(data: dict[str, Any], text: str, start: int) -> bool:
    """Return True if an object has two reply keys, or fewer at the start of the text."""
    ours = set(_KEYS) & data.keys()
    if len(ours) >= 2 or not ours:
        return len(ours) >= 2
    return ("answer" in ours or len(data) == 1) and bool(_BEFORE.fullmatch(text, 0, start))


def _broken(text: str, start: int) -> list[dict[str, Any]]:
    at_line = _BEFORE.fullmatch(text, text.rfind("\n", 0, start) + 1, start)
    replies = []
    for piece in _BETWEEN.split(text[start:]):
        # An object that cannot be repaired is still a reply if it starts its line.
        reply = _lowered(repaired(piece) or {})
        if at_line or len(set(_KEYS) & reply.keys()) >= 2:
            replies.append(reply)
    return replies


def _lowered(data: dict[str, Any]) -> dict[str, Any]:
    return {str(key).strip().casefold(): value for key, value in data.items()}
