"""Reading JSON objects inside prose: fenced or not, truncated, or badly escaped."""

import json
import re
from collections.abc import Iterator
from typing import Any

from delibctl.text.json_values import as_text, joined
from delibctl.text.lazy import later

__all__ = ["BEGIN", "MAX_DEPTH", "as_text", "objects", "repaired", "spans", "unescaped"]

#: The deepest nesting that is read; deeper objects would exhaust the stack.
MAX_DEPTH = 60
#: The characters that failed attempts may read, for each character of the text.
_WORK = 20
#: The characters of a broken object that are repaired: the time grows faster than the text.
_REPAIRABLE = 100_000

_ESCAPE = later(r'\\(?:u([0-9a-fA-F]{4})|(["\\/]))')
_WIDE_COLON = later(r'(?<=["”])\s*：')
_WIDE_COMMA = later(r'(?<=["”}\]])\s*，(?=\s*["“{\[])')
#: The beginning of an object.
BEGIN = later(r'\{(?=\s*["}])')
_TOKEN = later(r'[{}\[\]]|"(?:[^"\\]|\\.)*+("|\Z)', re.DOTALL)


def objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield complete, outermost JSON objects in a text; control characters are accepted."""
    yield from (data for _, _, data in spans(text))


def spans(text: str) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield the start, the end and the data of each complete, outermost JSON object in a text.

    No value of a repeated key is lost.
    """
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=joined)
    end, work = 0, _WORK * len(text) + 100_000
    # Attempts at broken objects may overlap. Their work is bounded, so that hostile text is read in
    # linear time; the decoder even counts the lines before each error.
    while work > 0 and (begin := BEGIN.search(text, end)) is not None:
        position, end = begin.start(), begin.start() + 1
        try:
            data, end = decoder.raw_decode(text, position)
        except RecursionError:
            work -= 20_000
        except json.JSONDecodeError as error:
            unterminated = error.msg.startswith("Unterminated")
            work -= (len(text) if unterminated else error.pos) - position + error.pos // 50
        except ValueError:
            work -= len(text) - position
        else:
            yield position, end, data


def repaired(text: str) -> dict[str, Any] | None:
    """Return the object at the first brace, repaired if it is truncated or badly quoted.

    None if there is no object, or it is beyond repair.
    """
    start = text.find("{")
    if start < 0 or _depth(text) > MAX_DEPTH:
        return None
    completed = _closed(text[start:])
    if completed is not None:
        return completed
    if len(text) - start > _REPAIRABLE:
        return None
    # Imported for broken replies only, since the import is slow.
    from json_repair import repair_json

    cleaned = _WIDE_COMMA.sub(",", _WIDE_COLON.sub(":", text[start:]))
    try:
        data = repair_json(cleaned, return_objects=True, skip_json_loads=True)
    except (ValueError, RecursionError, IndexError, TypeError):
        return None
    if isinstance(data, list):
        data = next((item for item in data if isinstance(item, dict)), None)
    return data if isinstance(data, dict) else None


def _closed(text: str) -> dict[str, Any] | None:
    """Return a truncated object with its open texts and brackets closed; None if it is broken."""
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
        data = json.loads(text + "".join(reversed(closers)), strict=False, object_pairs_hook=joined)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def unescaped(text: str) -> str:
    """Return the text with JSON escapes replaced by their characters."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "}]":
            depth = max(0, depth - 1)
    return deepest
