"""Titles and ids as evidence that a clause is the same rule, though its text is another."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from delibctl.model import Category, Clause
from delibctl.text.headings import without_number
from delibctl.text.similarity import words
from delibctl.text.stems import STOP_WORDS, stems

T = TypeVar("T", Clause, Category)

#: Titles that share this part of their words are nearly the same.
_NEARLY = 0.5
#: The words of an id: runs of letters, also of upper case inside of a word.
_ID_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
#: Words of ids that every clause could have.
_GENERIC = STOP_WORDS | {"clause", "general", "item", "new", "policy", "rule", "section"}


def folded(title: str) -> str:
    """Return the words of a title, without its number, punctuation and upper case."""
    return " ".join(words(without_number(title)))


def by_title(items: Iterable[T]) -> dict[str, T]:
    """Return folded title to item, for titles that occur once."""
    titled: dict[str, list[T]] = defaultdict(list)
    for item in items:
        titled[folded(item.title)].append(item)
    return {title: same[0] for title, same in titled.items() if title and len(same) == 1}


def names_same_rule(old: Clause, new: Clause, category: str) -> bool:
    """Return True if the title of a clause is nearly the same, or its text has the words of the id.

    A title that only repeats the id says nothing. `category`: the id of its category, whose words
    every clause of the category may have.
    """
    if old.title != old.id or new.title != new.id:
        titles = (_topic(old.title), _topic(new.title))
        shared = len(titles[0] & titles[1])
        if shared and shared >= _NEARLY * len(titles[0] | titles[1]):
            return True
    topic = _of_id(new.id) - _of_id(category)
    return bool(topic) and 2 * len(topic & _topic(new.text)) >= len(topic)


def _topic(text: str) -> frozenset[str]:
    """Return the stems of a text without stop words, unless it has only those."""
    all_words = words(without_number(text))
    return frozenset(stems(word for word in all_words if word not in STOP_WORDS) or all_words)


def _of_id(id: str) -> frozenset[str]:
    id_words = (word.lower() for word in _ID_WORD.findall(id) if len(word) > 1)
    return frozenset(stems(word for word in id_words if word not in _GENERIC))
