"""Clauses named in free text by their ids."""

import re
from collections.abc import Container

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_MARKED = re.compile(rf"\[\s*({_ID.pattern})\s*\]|`({_ID.pattern})`|§\s*({_ID.pattern})")


def ids_in(text: str, known: Container[str]) -> list[str]:
    """Known ids that stand in a text, each once, in the order in which they first stand there.

    An id that is an ordinary word counts only where it is marked as an id: [word], `word`.
    """
    marked = {match[match.lastindex or 0].rstrip(".-_") for match in _MARKED.finditer(text)}
    found: dict[str, None] = {}
    for match in _ID.finditer(text):
        for id in (match[0], match[0].rstrip(".-_")):
            if id in known and (not id.isalpha() or id in marked):
                found[id] = None
                break
    return list(found)
