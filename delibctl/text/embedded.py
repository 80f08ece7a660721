"""JSON objects inside prose: fenced or not, cut off, or badly escaped."""

import json
import re
from collections.abc import Iterator
from typing import Any

from delibctl.text.escape import encodable

#: A reply nested deeper than this is no reply, and would only exhaust the stack.
MAX_DEPTH = 60

_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(["\\/]))')
_WIDE_COLON = re.compile(r'(?<=["”])\s*：')
_WIDE_COMMA = re.compile(r'(?<=["”}\]])\s*，(?=\s*["“{\[])')
_TOKEN = re.compile(r'[{}\[\]]|"(?:[^"\\]|\\.)*+("|\Z)', re.DOTALL)


def objects(text: str) -> Iterator[dict[str, Any]]:
    """Whole JSON objects in a text, outermost only, in order; control characters are let pass."""
    yield from (found for _, _, found in spans(text))


def spans(text: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Those objects with the offsets where each starts and ends."""
    decoder = json.JSONDecoder(strict=False)
    position = text.find("{")
    while position >= 0:
        end = position + 1
        try:
            found, end = decoder.raw_decode(text, position)
        except RecursionError:
            # The next brace would be as deep: trying each of them takes forever.
            return
        except ValueError:
            pass
        else:
            if isinstance(found, dict):
                yield position, end, found
        position = text.find("{", end)


def repaired(text: str) -> dict[str, Any] | None:
    """The object that starts at the first brace, mended where it is cut off or badly quoted."""
    start = text.find("{")
    if start < 0 or _depth(text) > MAX_DEPTH:
        return None
    cut = _closed(text[start:])
    if cut is not None:
        return cut
    # Only broken replies need it, and it takes a while to import.
    from json_repair import repair_json

    mendable = _WIDE_COMMA.sub(",", _WIDE_COLON.sub(":", text[start:]))
    try:
        found = repair_json(mendable, return_objects=True, skip_json_loads=True)
    except (ValueError, RecursionError, IndexError, TypeError):
        return None
    if isinstance(found, list):
        found = next((item for item in found if isinstance(item, dict)), None)
    return found if isinstance(found, dict) else None


def _closed(text: str) -> dict[str, Any] | None:
    """An object that is sound up to where it is cut off inside a text, with all of that text."""
    closers: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            closers.append("}" if token == "{" else "]")
        elif token in "}]" and closers:
            closers.pop()
        elif match[1] == "":
            closers.append('"')
    try:
        found = json.loads(text + "".join(reversed(closers)), strict=False)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def unescaped(text: str) -> str:
    """The text with the escapes of JSON as the characters they stand for."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


def as_text(value: Any) -> str:
    """A JSON value as text, stripped; half a surrogate pair, which no file holds, replaced."""
    if value is None:
        return ""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""
    return encodable(text).strip()


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}]":
            depth = max(0, depth - 1)
    return deepest
