"""The redactor: it removes keys from server responses and error messages."""

from collections.abc import Mapping
from urllib.parse import quote

_SECRET_NAMES = ("_KEY", "_TOKEN", "_SECRET")
#: Characters of a value that counts as a key by its variable's name alone: replacing a shorter one
#: would hit ordinary words.
_MIN_LENGTH = 8


class Redactor:
    """Replaces the value of `key_name`, and of every variable whose name looks like a key's.

    A value that is escaped for an address is replaced as well.
    """

    def __init__(self, environment: Mapping[str, str], key_name: str | None = None) -> None:
        self._values = sorted(
            {
                written
                for name, value in environment.items()
                if value
                and (
                    name == key_name or (name.endswith(_SECRET_NAMES) and len(value) >= _MIN_LENGTH)
                )
                for written in (value, quote(value, safe="", errors="replace"))
            },
            key=len,
            reverse=True,
        )

    def __call__(self, text: str) -> str:
        """Return the text with `[key]` in place of every key."""
        for value in self._values:
            text = text.replace(value, "[key]")
        return text
