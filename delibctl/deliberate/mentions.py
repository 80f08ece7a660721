"""Recognising clause ids in free text."""

from collections.abc import Container
from functools import lru_cache

from delibctl.text.lazy import later

_NAME = r"[A-Za-z][A-Za-z0-9_.-]*"
_ID = later(_NAME)
_MARKED = later(rf"\[\s*({_NAME})\s*\]|`({_NAME})`|§\s*({_NAME})")

#: Marks that may end an id, and more often end a sentence.
_ENDINGS = ".-_"


def ids_in(text: str, known_ids: Container[str]) -> list[str]:
    """Return the known ids in a text, each once, in the order of their first occurrence.

    An id that is an ordinary word counts only if it is marked as an id: [word], `word`.
    """
    ids: dict[str, None] = {}
    # Most words are not ids: only candidates are checked in each spelling.
    for word in [word for word in _ID.findall(text) if word in known_ids or word[-1] in _ENDINGS]:
        for id in (word, word.rstrip(_ENDINGS)):
            if id in known_ids and (not id.isalpha() or id in _marked(text)):
                ids[id] = None
                break
    return list(ids)


@lru_cache(maxsize=1)
def _marked(text: str) -> frozenset[str]:
    """Return the words that are marked as ids."""
    return frozenset(m[m.lastindex or 0].rstrip(_ENDINGS) for m in _MARKED.finditer(text))
