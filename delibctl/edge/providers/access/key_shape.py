"""The shape of a key: what no header can hold is found before it is sent."""

import string

from delibctl.errors import DelibctlError

_LINE_ENDS = "\r\n"
_VISIBLE = frozenset(string.ascii_letters + string.digits + string.punctuation)


def check_key(alias: str, variable: str, key: str) -> None:
    """Raise DelibctlError if the key in a variable cannot be sent; no part of it is told."""
    if fault := _fault(key):
        again = f"set the environment variable {variable}"
        without = "" if key.strip() == "" else " again without it"
        raise DelibctlError(f"{alias}: the key in {variable} {fault}", next=again + without)


def _fault(key: str) -> str:
    """Return what is wrong with a key, empty if nothing is."""
    bare = key.strip()
    if not bare:
        return "is only white space" if key else "is empty"
    if key[-1] in _LINE_ENDS:
        return "ends with a line end, as keys in files do"
    if bare != key:
        return "begins or ends with white space"
    if any(character in _LINE_ENDS for character in key):
        return "has a line end inside"
    if any(character.isspace() for character in key):
        return "has white space inside"
    place = next((n for n, character in enumerate(key, 1) if character not in _VISIBLE), None)
    return f"has a character that no header can hold, at place {place}" if place else ""
