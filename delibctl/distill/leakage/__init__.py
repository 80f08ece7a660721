"""Reasoning that points at text which the trained model will not see, such as "the policy above".

Clauses that are named by id, title or quote are what the model is to recall, and stay.
"""

import re
from collections.abc import Iterable
from functools import cache

from delibctl.distill.leakage.phrases import de, en, es, fr, it, ja, pt, zh
from delibctl.text.quotes import normalise

#: Every language is looked for in every text: models often reason in another than they answer in.
LANGUAGES = (en, de, fr, es, pt, it, zh, ja)


def pointers(text: str, visible: Iterable[str] = ()) -> list[str]:
    """Return the phrases that point at unseen text, as they are written there, each once.

    A phrase that stands in a `visible` text, as in the user's own words, points at nothing unseen.
    """
    found = dict.fromkeys(match.group().strip() for match in _pattern().finditer(normalise(text)))
    if not found:
        return []
    seen = [normalise(part) for part in visible]
    return [phrase for phrase in found if not any(phrase in part for part in seen)]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(phrase for language in LANGUAGES for phrase in language.PHRASES))
