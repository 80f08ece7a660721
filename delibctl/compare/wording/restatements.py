"""Phrases turned around that say the same: "a calm tone" and "a tone that is calm"."""

from collections import Counter

from delibctl.compare.wording.edits import shared_ends
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import NEGATIONS, word_set
from delibctl.text.stems import stems

_RELATIVES = word_set("that which who")
_VERBS = word_set("is are was were")
#: A phrase that is turned around has at most this many words.
_LONGEST = 8

Words = tuple[str, ...]


def restated(before: Sentence, after: Sentence) -> bool:
    """Return True if only one phrase was turned around, and no comma moved."""
    head, tail = shared_ends(before.texts, after.texts)
    old, new = (s.texts[head : len(s.texts) - tail] for s in (before, after))
    if not (0 < len(old) <= _LONGEST and 0 < len(new) <= _LONGEST):
        return False
    gaps = ({s.gap(i) for i in range(head + 1, len(s.texts) - tail)} for s in (before, after))
    if any(gap - {""} for gap in gaps) or not NEGATIONS.isdisjoint(old + new):
        return False
    return _turned(old, new) or _turned(new, old)


def _turned(short: Words, long: Words) -> bool:
    """Return True for "calm tone" and "tone that is calm", "tone test" and "test of tone"."""
    for index in range(1, len(long)):
        noun = long[:index]
        if long[index] == "of" and index + 1 < len(long):
            return short == (*long[index + 1 :], *noun)
        if long[index] in _RELATIVES and long[index + 1 : index + 2] and long[index + 1] in _VERBS:
            return short == (*long[index + 2 :], *noun)
    return False


def says_it_with_the_same_words(before: Sentence, after: Sentence) -> bool:
    """Return True if two sentences have the same words in another order."""
    return Counter(stems(before.texts)) == Counter(stems(after.texts))
