"""Keys, kept out of whatever a server sends back or an error says."""

from collections.abc import Mapping

_SECRET_NAMES = ("_KEY", "_TOKEN", "_SECRET")
#: A shorter value of a variable that only looks like a key would mask ordinary words.
_SHORTEST = 8


class Redactor:
    """Replaces the value of `key_name`, whatever its length, and of all that looks like a key."""

    def __init__(self, environment: Mapping[str, str], key_name: str | None = None) -> None:
        self._values = sorted(
            {
                value
                for name, value in environment.items()
                if value
                and (name == key_name or (name.endswith(_SECRET_NAMES) and len(value) >= _SHORTEST))
            },
            key=len,
            reverse=True,
        )

    def __call__(self, text: str) -> str:
        """The text with `[key]` in place of every key."""
        for value in self._values:
            text = text.replace(value, "[key]")
        return text
