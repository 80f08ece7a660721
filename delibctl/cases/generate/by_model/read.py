"""Reading the replies of writers and readers: objects, lists, JSON lines, or a list in prose."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from delibctl.cases.generate.by_model.layouts import PLACEHOLDERS
from delibctl.text.embedded import objects, repaired
from delibctl.text.json_values import as_text, joined
from delibctl.text.lazy import later
from delibctl.text.placeholders import is_placeholder, is_schema, is_type_word
from delibctl.text.thoughts import split_thoughts
from delibctl.text.values import entries, folded, number, word

_NUMBERED = later(r"^[ \t]{0,9}(?:\d{1,4}[.)]|[-*•])[ \t]+(?P<prompt>\S.*)$", re.MULTILINE)
#: What writers put before and around the prompts of such a list.
_LABEL = later(r"\A\**(?:user )?(?:prompt|request|question)(?: \d{1,3})?\**:\**\s+", re.IGNORECASE)
_AROUND = (("**", "**"), ('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"))
_LIST = later(r'\[(?=\s*["{\[])')
_FENCE = later(r"\A\s*`{3,}\w{0,12}\s*\n|\n\s*`{3,}\s*\Z")
#: The keys of a prompt's text, the one that was asked for first.
_TEXTS = ("prompt", "text", "request", "question", "query", "content", "message")
_NOTHING = frozenset({"yes", "no", "none", "null", "nothing", "n/a", "na", "true", "false", ""})
_FAIR = {"yes": True, "true": True, "no": False, "false": False}
#: Wrappers within wrappers that are opened, and lists in prose that are tried.
_NESTING, _TRIES = 3, 20


@dataclass(frozen=True, kw_only=True)
class Written:
    """A prompt as a writer gave it: its text, and the clause that it names, if any.

    `unusable` is the reason why the text is no prompt; empty if it is one.
    """

    text: str
    clause: Any = None
    unusable: str = ""


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """What a reader said of a prompt. `fair` is None if it could not be read."""

    fair: bool | None
    why: str


def body_of(text: str) -> str:
    """Return a reply without its thoughts."""
    return split_thoughts(text, ()).text


def written_prompts(body: str, *, cut_off: bool) -> list[Written] | None:
    """Return the prompts in a reply without its thoughts; None if it holds no JSON with prompts.

    The last one of a broken reply that was `cut_off` is only half a prompt.
    """
    for value in _values(body):
        found = [_written(entry) for entry in _entries(value, 0)]
        if found:
            return found
    broken = repaired(body)
    found = [_written(entry) for entry in _entries(broken, 0)]
    return (found[:-1] if cut_off else found) or None


def listed_in_prose(body: str, *, cut_off: bool) -> list[Written]:
    """Return the items of a numbered or bulleted list, which a reply without JSON may hold."""
    items = [
        _written({"prompt": _bare(match["prompt"].strip())}) for match in _NUMBERED.finditer(body)
    ]
    return items[:-1] if cut_off else items


def _bare(item: str) -> str:
    """Return an item without a label before it, and without marks around the whole of it."""
    item = _LABEL.sub("", item)
    for opening, closing in _AROUND:
        inner = item.removeprefix(opening).removesuffix(closing)
        whole = item == f"{opening}{inner}{closing}"
        if inner and whole and opening not in inner and closing not in inner:
            item = inner.strip()
    return item


def fairness(body: str, count: int) -> dict[int, Fairness]:
    """Return what a reader said of each prompt, by number; of two verdicts, that it is not fair."""
    items = _verdict_items(body)
    from_zero = any(number(item.get("number")) == 0 for item in items)
    numbers = [_number(item.get("number"), first=0 if from_zero else 1) for item in items]
    if len(items) == count and not any(numbers):
        numbers = list(range(1, count + 1))
    found: dict[int, Fairness] = {}
    for at, item in zip(numbers, items, strict=True):
        if 1 <= at <= count and (at not in found or found[at].fair):
            said = as_text(item.get("fair"))
            why = as_text(item.get("reason")) or "no reason given"
            found[at] = Fairness(fair=_FAIR.get(word(said)), why=why)
    return found


def _verdict_items(body: str) -> list[dict[str, Any]]:
    for value in (*_values(body), repaired(body)):
        items = list(_verdicts_in(value, 0))
        if items:
            return items
    return []


def _verdicts_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the verdicts of a value: a list, a map of numbers, or a wrapper around one."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list):
                yield from _verdicts_in(item, depth)
            else:
                yield {"fair": item}
    elif isinstance(value, dict):
        data = folded(value)
        if "fair" in data:
            yield data
        elif data and all(_number(key) for key in data):
            yield from entries(data, ("number",), "fair")
        elif depth < _NESTING:
            for inner in data.values():
                if isinstance(inner, dict | list):
                    yield from _verdicts_in(inner, depth + 1)


def _number(value: Any, first: int = 1) -> int:
    """Return the number of a prompt, counted from 1; 0 without one. A reply counts from `first`."""
    found = number(value)
    if found is None or found < first or found != int(found):
        return 0
    return int(found) + 1 - first


def _values(body: str) -> Iterator[Any]:
    """Yield the JSON values of a reply: the whole, the objects in it, and the lists in it."""
    whole = _loaded(_FENCE.sub("", body))
    if whole is not None:
        yield whole
        return
    yield list(objects(body))
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=joined)
    for opening in islice(_LIST.finditer(body), _TRIES):
        try:
            value, _ = decoder.raw_decode(body, opening.start())
        except (ValueError, RecursionError):
            continue
        yield value


def _loaded(text: str) -> Any:
    try:
        value = json.loads(text, strict=False, object_pairs_hook=joined)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _entries(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the prompts of a value: a list, a map of names, or a wrapper around one."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield {"prompt": item}
            elif depth <= _NESTING:
                yield from _entries(item, depth + 1)
    elif isinstance(value, dict) and not is_schema(value):
        data = folded(value)
        if "prompts" in data:
            yield from _prompts(data["prompts"], depth)
        elif _is_entry(data, depth):
            yield data
        elif depth < _NESTING:
            inner = [item for item in data.values() if isinstance(item, dict | list)]
            yield from (entry for item in inner for entry in _entries(item, depth + 1))


def _is_entry(data: dict[str, Any], depth: int) -> bool:
    """Return True for a prompt; other keys than that are its text only in a list or wrapper."""
    return "prompt" in data or (depth > 0 and any(isinstance(data.get(k), str) for k in _TEXTS))


def _prompts(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the entries under `prompts`: a list, a map of numbers, one entry, or JSON as a text."""
    if isinstance(value, str):
        value = _loaded(value) or value
    if is_schema(value):
        return
    if isinstance(value, dict) and not any(key in folded(value) for key in _TEXTS):
        value = list(value.values())
    yield from _entries([value] if isinstance(value, str | dict) else value, depth)


def _written(entry: dict[str, Any]) -> Written:
    text = next((entry[key] for key in _TEXTS if key in entry), None)
    shown = as_text(text)
    if not isinstance(text, str):
        unusable = "not a text"
    elif is_placeholder(shown, PLACEHOLDERS) or is_type_word(shown):
        unusable = "copied from the layout"
    elif shown.startswith(("{", "[")) and _loaded(shown) is not None:
        unusable = "JSON, no request"
    elif word(shown) in _NOTHING:
        unusable = "no request"
    else:
        unusable = ""
    return Written(text=shown, clause=entry.get("clause"), unusable=unusable)
