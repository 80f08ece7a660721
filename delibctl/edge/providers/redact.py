"""The redactor: it removes keys from server responses and error messages."""

import html
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from urllib.parse import quote

_SECRET_NAMES = (
    *("_KEY", "_TOKEN", "_SECRET", "_APIKEY", "_ZENAPIKEY", "_JWT", "_CREDENTIALS", "_PASSWORD"),
    "_ACCESSTOKEN",
)
#: Characters of a value that counts as a key by its variable's name alone: replacing a shorter one
#: would hit ordinary words.
_MIN_LENGTH = 8


class Redactor:
    """Replaces the value of `key_name`, and of every variable whose name looks like a key's.

    A server may spell a key as addresses, pages, JSON and base64 do; it is found so as well.
    """

    def __init__(self, environment: Mapping[str, str], key_name: str | None = None) -> None:
        self._values = sorted(
            {
                spelling
                for name, value in environment.items()
                if value
                and (
                    name == key_name or (name.endswith(_SECRET_NAMES) and len(value) >= _MIN_LENGTH)
                )
                for spelling in _spellings(value)
            },
            key=len,
            reverse=True,
        )

    def __call__(self, text: str) -> str:
        """Return the text with `[key]` in place of every key."""
        for value in self._values:
            text = text.replace(value, "[key]")
        return text


def _spellings(value: str) -> Iterator[str]:
    yield value
    yield from _in_base64(value.encode(errors="surrogateescape"))
    quoted = quote(value, safe="", errors="replace")
    yield from (quoted, quoted.replace("%2F", "%2f"), quote(value, errors="replace"))
    for escaped in (html.escape(value), html.escape(value, quote=False)):
        yield from (escaped, *(escaped.replace("/", slash) for slash in ("&#x2F;", "&#47;")))
    yield "".join(f"%{byte:02X}" for byte in value.encode(errors="replace"))
    in_json = json.dumps(value)[1:-1]
    yield from (in_json, in_json.replace("/", "\\/"))


def _in_base64(value: bytes) -> Iterator[str]:
    """Yield the base64 of a key at each place that it can have in a longer text, as `user:key`.

    What surrounds it changes the characters at its ends; those that it settles alone are found.
    """
    if len(value) < _MIN_LENGTH:
        return
    for before in range(3):
        bits = 8 * before, 8 * (before + len(value))
        encoded = b64encode(bytes(before) + value + bytes(3)).decode()
        settled = encoded[-(-bits[0] // 6) : bits[1] // 6]
        yield from {settled, settled.replace("+", "-").replace("/", "_")}
