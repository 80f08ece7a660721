"""Values in the objects of replies, as models spell them: folded keys, words, numbers, lists."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from delibctl.text.embedded import objects
from delibctl.text.json_values import as_text, joined
from delibctl.text.lazy import later

#: Wrappers within wrappers that are opened.
_NESTING = 3
_NUMBER = later(r"\s*\+?(-?\d{1,9}(?:[.,]\d{1,9})?)\s*(?:(?:/|of|out of)\s*\d{1,9})?\s*[.,]?\s*")
_EDGES = " \t\r\n*_`\"'“”„‘’«».,;:!()[]<>"
_YES = frozenset({"true", "yes", "y", "agree", "agreed", "1"})
_NOTHING = frozenset({"", "none", "null", "nothing", "n/a", "not-applicable", "false"})
_NO = frozenset({"false", "no", "n", "disagree", "disagreed", "0"})


def folded(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with keys in lower case and with underscores; equal keys are joined."""
    return joined((_key(str(key)), value) for key, value in data.items())


def unwrapped(value: Any, keys: Collection[str], *, texts: bool = True) -> Iterator[dict[str, Any]]:
    """Yield the folded objects with one of `keys` in a value; wrappers around them are opened.

    A wrapper has none of the keys: an object, a list, or a text that is JSON. Without `texts`,
    texts stay closed: they may quote somebody else.
    """
    yield from _unwrapped(value, frozenset(keys), 0, texts)


def entries(value: Any, keys: Sequence[str], content: str) -> Iterator[dict[str, Any]]:
    """Yield the folded objects of a list, of a single object, or of a map of keys to `content`.

    Each of `keys` may name an object; the first is given to names that stand alone. A value of a
    map may be an object again, and a list may hold maps of one. Another value is taken for a name,
    unless it says that there is nothing.
    """
    if isinstance(value, list):
        for item in value:
            if not isinstance(item, dict):
                yield {keys[0]: item}
            elif len(item) == 1:
                yield from entries(item, keys, content)
            else:
                yield folded(item)
    elif isinstance(value, dict):
        single = folded(value)
        if any(key in single for key in keys):
            yield single
            return
        for name, item in value.items():
            inner = folded(item) if isinstance(item, dict) else {content: item}
            yield {keys[0]: name, **inner}
    elif word(value) not in _NOTHING:
        yield {keys[0]: value}


def word(value: Any) -> str:
    """Return a word in lower case without the marks around it, parts joined by hyphens."""
    return "-".join(re.split(r"[\s_-]+", as_text(value).strip(_EDGES).casefold()))


def number(value: Any) -> float | None:
    """Return a number that may be a text, as `"4.0"` or `"4/5"`; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e15 else None
    match = _NUMBER.fullmatch(value) if isinstance(value, str) and len(value) < 40 else None
    return float(match[1].replace(",", ".")) if match else None


def truth(value: Any) -> bool | None:
    """Return a truth value that may be written as a word or number; None for anything else."""
    if isinstance(value, bool):
        return value
    said = word(value)
    return True if said in _YES else False if said in _NO else None


def known_id(value: Any, ids: Iterable[str]) -> str | None:
    """Return the id that a value names, whatever its case and the marks around it."""
    said = as_text(value).strip(_EDGES + "§")
    if isinstance(ids, Collection) and said in ids:
        return said
    folded_id = said.casefold()
    return next((id for id in ids if id.casefold() == folded_id), None)


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip(_EDGES).casefold())


def _unwrapped(
    value: Any, keys: frozenset[str], depth: int, texts: bool
) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        data = folded(value)
        if keys & data.keys():
            yield data
            return
        inner: Iterable[Any] = data.values()
    elif isinstance(value, list):
        inner = value
    elif texts and isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        inner = list(objects(value))
    else:
        return
    if depth < _NESTING:
        for item in inner:
            yield from _unwrapped(item, keys, depth + 1, texts)
