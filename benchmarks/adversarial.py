"""Texts of any length that make careless patterns and comparisons slow."""

from collections.abc import Callable

#: What is repeated; the name says what it strains.
_REPEATED = {
    "one word": "word ",
    "TODO": "TODO ",
    "chat markers": "<|im_start|>",
    "one letter": "a",
    "line feeds": "\n",
    "spaces": " ",
    "tabs": "\t",
    "empty lines": " \n",
    "open brackets": "[",
    "open parentheses": "(",
    "open braces": "{",
    "backslashes": "\\",
    "quotes": '"',
    "spaced quotes": '" ',
    "contractions": "don't ",
    "sentences": "It must not say so. ",
    "duties": "must not ",
    "list": "a, ",
    "dashes": "a - ",
    "digits": "1",
    "numbers": "1.2 ",
    "dots": ".",
    "hyphens": "a-",
    "conditions": "unless ",
    "asterisks": "*",
    "items": "- item\n",
    "numbered items": "1. x\n",
    "combining marks": "e\u0301",
    "Chinese": "\u6761",
    "emoji": "\U0001f600",
    "joined emoji": "\U0001f469\u200d",
    "underscores": "_",
    "colons": "a:",
    "hashes": "#",
    "base64": "QUJD",
    "placeholders": "{{x}} ",
    "comments": "<!-- ",
    "tags": "<b>",
    "links": "[a](http://b) ",
    "mentions": "@a ",
    "refusals": "I'm sorry, but ",
}


def _nested(size: int) -> str:
    return "[" * (size // 2) + "]" * (size // 2)


def _objects(size: int) -> str:
    return '{"a": ' * (size // 6)


def _address(size: int) -> str:
    return "https://example.com/" + "a/" * (size // 2)


def _repeat(part: str) -> Callable[[int], str]:
    return lambda size: (part * (size // len(part) + 1))[:size]


def _key(size: int) -> str:
    return "\n- x:" + " " * size + "y\n - z"


TEXTS: dict[str, Callable[[int], str]] = {
    **{name: _repeat(part) for name, part in _REPEATED.items()},
    "nested brackets": _nested,
    "nested objects": _objects,
    "long address": _address,
    "spaces after a colon": _key,
}
