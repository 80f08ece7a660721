"""Words that narrow or widen those that they stand by."""

import re

from delibctl.compare.wording.adverbs import PREDOMINANT, narrows_word, widens_word
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.litotes import is_before_a_verb, seems
from delibctl.compare.wording.vocabulary import NEGATIONS, word_set
from delibctl.text.stems import STOP_WORDS

PREPOSITIONS = word_set(
    "for in on with by from to of about at within under through via toward towards against among "
    "between per as based involving aimed intended designed that which who whose meant related "
    "concerning regarding directed solely only using where over across near behind inside onto "
    "since after before beyond upon during containing featuring bearing"
)
#: A modifier before a noun has at most this many words.
_MOST = 4
#: Words that may stand within a modifier: "very long", "two or more", "the ten most common".
_INNER = word_set(
    "very too more most less least at or and than over up to the a an ten two three one of highly"
)
_NUMBER = re.compile(r"\d|^(one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens?)$")
_PARTICIPLE = re.compile(r"(ed|en|ing|wn)$")
_PLACES = word_set("abroad online offline overseas nearby alone together upstairs downstairs")
_RELATIVES = word_set("that which who")
#: "For which no reason is given".
_OBJECTS = (("which",), ("whom",), ("whose",))
_TIMES = word_set("once twice thrice times repeatedly again")
#: Words that may follow a noun, so that a modifier before them belongs to what precedes it.
_CLOSERS = STOP_WORDS - word_set("own other others more most such any all each")


def is_number(word: str) -> bool:
    """Return True for digits and for number words up to twelve."""
    return _NUMBER.search(word) is not None


_COMPARING = word_set("least most than more fewer less over no not up to or of only a at exactly")


def is_amount(words: tuple[str, ...]) -> bool:
    """Return True for "two or more of", "more than one" and "no more than three"."""
    return any(is_number(word) for word in words) and all(
        is_number(word) or word in _COMPARING for word in words
    )


def modifies(side: Side) -> int:
    """Return -1 if words narrow what they stand by, 1 if they widen it, else 0."""
    words = side.words
    if NEGATIONS.intersection(words):
        relative = words[0] in _RELATIVES or words[1:2] in _OBJECTS
        return -1 if _follows_noun(side) and relative else 0
    if widens_word(words) or seems(words):
        return 1
    if is_before_a_verb(words) and words[0] not in PREPOSITIONS:
        return 0
    if words[0] in PREDOMINANT and NEGATIONS.intersection(side.before[-_MOST:]):
        return -1  # "not mostly explicit" says less than "not explicit"
    if words[0] in PREPOSITIONS or words[-1] in _TIMES or _follows_noun(side):
        return -1
    return -1 if _precedes_noun(side) and narrows_word(words) else 0


def _precedes_noun(side: Side) -> bool:
    """Return True for adjectives, nouns, adverbs and amounts before the word that they modify."""
    words, following = side.words, side.following[:1]
    if not following or following[0] in _CLOSERS or side.sentence.comma_before(side.end):
        return False
    content = [word for word in words if word not in STOP_WORDS]
    amount = any(is_number(word) for word in words)
    inner = all(word in content or word in _INNER for word in words)
    joined = words[0] in ("or", "and") or words[-1] in ("or", "and")
    plain = len(content) == len(words)
    return bool(content or amount) and (plain or inner) and not joined and len(words) <= _MOST + 1


def _follows_noun(side: Side) -> bool:
    """Return True for "built before 1990" or "abroad" after a noun."""
    words = side.words
    before = side.before[-1:]
    if not before or before[0] in STOP_WORDS:
        return False
    if words[0] in _PLACES:
        return True
    ends = not side.following or side.sentence.comma_before(side.end)
    ends = ends or side.following[0] in _CLOSERS or words[0] in ("that", "which", "who")
    return (
        ends and len(words) > 1 and (bool(_PARTICIPLE.search(words[0])) or words[0] in PREPOSITIONS)
    )


#: Before these, a noun names for what a duty holds, and not what it makes.
_DEFINITE = word_set(
    "the all any every each no this that these those their his her its your our my both user's "
    "person's people's of about against regarding concerning among between whatever"
)
_MODIFIERS_BACK = 3


def in_domain(side: Side) -> bool:
    """Return True if words stand by a definite noun: "the user's", "all", "of", not "a"."""
    for word in reversed(side.before[-_MODIFIERS_BACK:]):
        if word in _DEFINITE or word.endswith(("'s", "s'")):
            return True
        if word in STOP_WORDS:
            return False
    return False
