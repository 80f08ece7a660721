"""Replies laid out as a JSON object, fenced or in prose, whole or cut off."""

import re
from typing import Any

from delibctl.deliberate.citations import clean_style, listed
from delibctl.model import Deliberation, Form
from delibctl.text.embedded import as_text, repaired, spans

_KEYS = ("reasoning", "citations", "style", "answer")
_COMMENT = r"(?://[^\n]*|\#[^\n]*|/\*[^*]*\*/)"
_QUOTE = r"""["'`“”„]"""
_START = re.compile(
    rf"\{{\s*(?:{_COMMENT}\s*)*{_QUOTE}?(?:{'|'.join(_KEYS)}){_QUOTE}?\s*[:：]", re.IGNORECASE
)
#: Between two broken objects: after a brace, words that quote nothing.
_BETWEEN = re.compile(rf'(?<=\}})[^{{}}"“]*(?={_START.pattern})', re.IGNORECASE)
#: What may stand on a line before an object that is the reply and not an example in prose.
_BEFORE = re.compile(r"[\s\ufeff>*`~]*(?:json)?\s*", re.IGNORECASE)


def read(text: str) -> Deliberation | None:
    """What the last reply-like object in the text says; its answer may be empty."""
    found = _replies(text)
    if not found:
        return None
    data = next((reply for reply in reversed(found) if as_text(reply.get("answer"))), found[-1])
    return Deliberation(
        form=Form.STRUCTURED,
        answer=as_text(data.get("answer")),
        reasoning=as_text(data.get("reasoning")),
        citations=tuple(listed(data.get("citations"))),
        style=clean_style(as_text(data.get("style"))),
    )


def begins(text: str) -> int:
    """Where the first object with one of our keys starts; the text's end where none does."""
    start = _START.search(text)
    return start.start() if start else len(text)


def _replies(text: str) -> list[dict[str, Any]]:
    """Every object that is meant as the reply, in order; broken ones only after the whole ones."""
    found: list[dict[str, Any]] = []
    whole: set[int] = set()
    end = 0
    for start, stop, data in spans(text):
        whole.add(start)
        reply = _lowered(data)
        if _is_reply(reply, text, start):
            found.append(reply)
            end = stop
    broken = (match.start() for match in _START.finditer(text, end))
    start = next((position for position in broken if position not in whole), -1)
    return found + (_broken(text, start) if start >= 0 else [])


def _is_reply(data: dict[str, Any], text: str, start: int) -> bool:
    """Two of our keys; fewer only where the text starts with the object: else it is an example."""
    ours = set(_KEYS) & data.keys()
    if len(ours) >= 2 or not ours:
        return len(ours) >= 2
    return ("answer" in ours or len(data) == 1) and bool(_BEFORE.fullmatch(text, 0, start))


def _broken(text: str, start: int) -> list[dict[str, Any]]:
    at_line = _BEFORE.fullmatch(text, text.rfind("\n", 0, start) + 1, start)
    found = []
    for part in _BETWEEN.split(text[start:]):
        # What cannot be mended was still meant as a reply if it opens a line.
        reply = _lowered(repaired(part) or {})
        if at_line or len(set(_KEYS) & reply.keys()) >= 2:
            found.append(reply)
    return found


def _lowered(data: dict[str, Any]) -> dict[str, Any]:
    return {str(key).strip().casefold(): value for key, value in data.items()}
