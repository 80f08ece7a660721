"""Language tags as case files hold them."""

import re

_TAG = re.compile(r"(?P<language>[A-Za-z]{2,3})(?P<rest>(?:[-_][A-Za-z0-9]{1,8})*)", re.ASCII)
_SOUND = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def language_tag(text: str) -> str | None:
    """Return a language tag such as en or pt-BR; None if the text is none.

    Underscores become hyphens, and letters get their usual case.
    """
    if _SOUND.fullmatch(text):
        return text
    match = _TAG.fullmatch(text)
    if match is None:
        return None
    parts = re.split(r"[-_]", match["rest"])[1:]
    return "-".join((match["language"].lower(), *map(_subtag, parts)))


def _subtag(part: str) -> str:
    if len(part) == 2 and part.isalpha():
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()
