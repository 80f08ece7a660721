"""The features of an answer that a fitted judge weighs: word n-grams, and its length."""

import re
from collections.abc import Iterator, Sequence

from delibctl.text.lazy import later

#: Words that are read of an answer, those of its opening, and those with which it begins.
_READ, _OPENING, _BEGINNING = 4_000, 45, 12
#: The longest n-grams, anywhere and in the opening.
_ANYWHERE_WORDS, _OPENING_WORDS = 2, 3
_LENGTHS = (10, 30, 60, 120, 200)
_ITEM_COUNTS = (0, 2, 4)
#: A letter of a script without spaces between words is a word of its own.
_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = later(rf"[{_ALONE}]|[^\W\d_{_ALONE}]+(?:'[^\W\d_{_ALONE}]+)*")
_ITEM = later(r"^[ \t]*(?:\d+[.)]|[-*•])[ \t]", re.MULTILINE)
#: Characters that are searched for list items, as many as the words that are read may have.
_CHARACTERS = 40_000


def features(answer: str) -> frozenset[str]:
    """Return the features of an answer: words with no mark may stand anywhere in it."""
    text = answer[:_CHARACTERS]
    words = [match[0] for match in _WORD.finditer(text.lower().replace("’", "'"))][:_READ]
    found = set(_ngrams(words, _ANYWHERE_WORDS))
    found.update(f"opening: {words}" for words in _ngrams(words[:_OPENING], _OPENING_WORDS))
    found.update(f"beginning: {words}" for words in _ngrams(words[:_BEGINNING], _OPENING_WORDS))
    found.update(_sizes(len(words), "words", _LENGTHS))
    found.update(_sizes(len(_ITEM.findall(text)), "items", _ITEM_COUNTS))
    return frozenset(found)


def _ngrams(words: Sequence[str], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _sizes(count: int, what: str, limits: Sequence[int]) -> Iterator[str]:
    return (f"over {limit} {what}" for limit in limits if count > limit)
