"""Values of JSON: their text, and objects in which a key is repeated."""

import json
from collections.abc import Iterable
from typing import Any

from delibctl.text.escape import encodable

_EMPTY: tuple[Any, ...] = (None, "", [], {})


def as_text(value: Any) -> str:
    """Return a JSON value as stripped text, which can be encoded."""
    if value is None:
        return ""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""
    return encodable(text).strip()


def inner_text(text: str) -> str:
    """Return the JSON that is written inside a JSON string; another text as it is."""
    if not text.startswith(('"{', '"[')):
        return text
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text
    return as_text(value) if isinstance(value, str) else text


def joined(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of some pairs, in which no value of a repeated key is lost.

    Lists are concatenated, objects are joined, and different texts become paragraphs.
    """
    pairs = list(pairs)
    data = dict(pairs)
    if len(data) < len(pairs):
        values: dict[str, list[Any]] = {}
        for key, value in pairs:
            values.setdefault(key, []).append(value)
        data = {key: _combined(several) for key, several in values.items()}
    return data


def _combined(values: list[Any]) -> Any:
    """Return one value for those of a key; None for nothing but empty ones."""
    if len(values) == 1:
        return values[0]
    said = [value for value in values if value not in _EMPTY]
    if not said:
        return values[0]
    if all(value == said[0] for value in said):
        return said[0]
    if all(isinstance(value, dict) for value in said):
        return joined(pair for value in said for pair in value.items())
    if any(isinstance(value, list) for value in said):
        return [item for v in said for item in (v if isinstance(v, list) else [v])]
    return "\n\n".join(dict.fromkeys(as_text(value) for value in said))
