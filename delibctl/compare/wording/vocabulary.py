"""English words that decide the meaning of a rule. All other words are plain wording."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def phrase_list(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a text, one between bars, the longest first."""
    phrases = [tuple(phrase.split()) for phrase in text.replace("\n", " ").split("|")]
    return tuple(sorted(filter(None, phrases), key=len, reverse=True))


def _groups(**groups: str) -> dict[str, str]:
    return {word: label for label, text in groups.items() for word in text.split()}


#: Words that begin a clause of a sentence with an actor of its own.
CLAUSE_STARTS = word_set(
    "that which who if when where unless because while whose whom without except"
)

#: Words that begin a part of a sentence with a subject of its own.
SUBJECT_STARTS = CLAUSE_STARTS | word_set("and or but so then")

NEGATIONS = word_set("not no never nor lacking neither none nobody nothing")

#: Words that make a rule more or less binding.
MODALS = word_set(
    "must shall should ought may can might could will would need needs required allowed "
    "permitted forbidden prohibited disallowed mandatory optional"
)

#: Words that set the scope of a rule, or reverse it.
_CONDITIONS = word_set(
    "not no none never nobody nothing nowhere neither nor without non any anyone anybody anything "
    "some someone somebody something several few fewer fewest less least many much more most both "
    "either minimum maximum often usually generally normally typically mostly seldom rarely "
    "sometimes occasionally always within before until till by under below up after over above "
    "than beyond exceed exceeds exceeding merely unless otherwise but however although though if "
    "when whenever provided whether regardless irrespective everyone everybody everything "
    "fail fails failed failing omit omits omitted omitting"
)

#: Words that can replace each other.
_SAME = _groups(
    refuse="refuse refuses refused refusing refusal refusals decline declines declined declining"
    " reject rejects rejected rejecting",
    deny="deny denies denied denying",
    withhold="withhold withholds withheld withholding",
    avoid="avoid avoids avoided avoiding",
    all="all every each",
    only="only solely exclusively",
    exception="except excepting excluding exception exceptions",
)

_NUMBERS = word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion dozen half third quarter double twice once thrice"
)

_CONTRACTIONS = {"cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("will", "not")}
_NEGATING = ("un", "dis", "in", "im", "il", "ir", "non", "mis", "anti")


@lru_cache(maxsize=100_000)
def spelled_out(word: str) -> tuple[str, ...]:
    """Return the words joined by a contraction or a hyphen."""
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word]
    if word.endswith("n't"):
        return word.removesuffix("n't"), "not"
    if word.isalpha() or any(character.isdigit() for character in word):
        return (word,)
    return tuple(re.findall(r"\w+(?:'\w+)*|[^\w\s-]", word)) or (word,)


def same_words(left: Iterable[str], right: Iterable[str]) -> bool:
    """Return True if two texts differ at most in contractions and hyphens."""
    return [w for word in left for w in spelled_out(word)] == [
        w for word in right for w in spelled_out(word)
    ]


def weight(word: str) -> str | None:
    """Return the modal, number or condition that a word expresses; None for plain words."""
    if word in MODALS:
        return f"modal {word}"
    if word in _NUMBERS or any(character.isdigit() for character in word):
        return f"number {word}"
    if word in "$€£¥%<>=+≤≥":
        return f"sign {word}"
    return word if word in _CONDITIONS else _SAME.get(word)


def opposites(out: Iterable[str], into: Iterable[str]) -> tuple[str, ...]:
    """Return the first word and its replacement that reverses the meaning; empty without any.

    That is, one negates the other by its form (lawful, unlawful; harmful, harmless), or the words
    are "and" and "or". Words are looked up, not compared in pairs: an edit can be of thousands.
    """
    places = {word: place for place, word in reversed(list(enumerate(into)))}
    by_root: dict[str, set[str]] = {}
    for word in places:
        by_root.setdefault(_root(word), set()).add(word)
    for word in dict.fromkeys(out):
        candidates = by_root.get(_root(word), set()) | set(_negated(word))
        matches = sorted((candidates & places.keys()) - {word}, key=places.__getitem__)
        if matches:
            return word, matches[0]
    return ()


def _root(word: str) -> str:
    return word.removesuffix("ful").removesuffix("less")


def _negated(word: str) -> Iterator[str]:
    """Yield the words that a word negates by its form, or that negate it."""
    yield from {"and": ("or",), "or": ("and",)}.get(word, ())
    for prefix in _NEGATING:
        if len(word) > 3:
            yield prefix + word
        if word.startswith(prefix) and len(word) - len(prefix) > 3:
            yield word.removeprefix(prefix)
