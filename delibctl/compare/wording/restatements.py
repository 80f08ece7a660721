"""Phrases turned around that say the same: "a calm tone" and "a tone that is calm"."""

from collections import Counter

from delibctl.compare.wording.edits import shared_ends
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import NEGATIONS, phrase_list, word_set
from delibctl.text.stems import stems

_RELATIVES = word_set("that which who")
_VERBS = word_set("is are was were")
#: A phrase that is turned around has at most this many words.
_LONGEST = 8

Words = tuple[str, ...]

#: Exceptions of a noun, and words for when something holds.
_EXCEPTIONS = phrase_list(
    "except|except for|other than|apart from|aside from|save for|barring|excluding|excepting"
    "|with the exception of|not including|not counting|exclusive of"
)
_OCCASIONS = phrase_list("if|when|whenever|where")
_DENYING = ("un", "in", "im", "il", "ir", "non")
#: A shorter word may be another one with a prefix: "is" and "unis".
_STEM = 3


def restated(before: Sentence, after: Sentence) -> bool:
    """Return True if only one phrase was turned around, and no comma moved."""
    head, tail = shared_ends(before.texts, after.texts)
    old, new = (s.texts[head : len(s.texts) - tail] for s in (before, after))
    if _alike(old, new, after=before.texts[len(before.texts) - tail :]):
        return True
    if not (0 < len(old) <= _LONGEST and 0 < len(new) <= _LONGEST):
        return False
    gaps = ({s.gap(i) for i in range(head + 1, len(s.texts) - tail)} for s in (before, after))
    if any(gap - {""} for gap in gaps) or not NEGATIONS.isdisjoint(old + new):
        return False
    return _turned(old, new) or _turned(new, old)


def _alike(old: Words, new: Words, after: Words) -> bool:
    """Return True for phrases of one kind: "other than" and "apart from", "if" and "when".

    "Not clear" and "unclear" are alike, and "even if" and "including if".
    """
    if (old in _EXCEPTIONS and new in _EXCEPTIONS) or (old in _OCCASIONS and new in _OCCASIONS):
        return True
    if {old, new} == {("even",), ("including",)}:
        return after[:1] in _OCCASIONS
    return _denies(old, new) or _denies(new, old)


def _denies(prefixed: Words, denied: Words) -> bool:
    """Return True for "unclear" and "not clear"."""
    return (
        len(prefixed) == 1
        and denied[:1] == ("not",)
        and len(denied) == 2
        and len(denied[1]) > _STEM
        and any(prefixed[0] == prefix + denied[1] for prefix in _DENYING)
    )


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
