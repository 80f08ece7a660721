"""Sentences without a duty: statements, and descriptions of what is answered or refused."""

from functools import cache

from delibctl.compare.wording.lexicon import HARMFUL, HARMLESS, TOPICS, stem_set
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, word_set
from delibctl.text.stems import stems

#: First words of statements.
_POINTING = word_set("this these there it that those they we you our see here")
#: First words of the circumstances of a rule that another sentence states.
_CIRCUMSTANCES = word_set("when whenever if unless because while although since once until after")
_CONDITIONS = word_set(
    "provided providing assuming barring insofar though before so how why what as"
)
#: Verbs of statements.
_FINITE = word_set(
    "is are was were does do did has have had includes means covers describes provides indicates "
    "exists refers governs begins applies depends matters helps may can will would could might "
    "tend tends seem seems appears happen happens grow grows"
)

#: Words before one thing, whose verb ends in -s.
_SINGULAR = word_set("the a an each every this that its no")


def is_statement(sentence: Sentence) -> bool:
    """Return True if a sentence says how things are, rather than naming what is answered or not."""
    if sentence.texts[:1] and sentence.texts[0] in _POINTING | _CIRCUMSTANCES:
        return True
    for word in sentence.texts:
        if word in CLAUSE_STARTS or word in _CONDITIONS:
            return False
        if word in _FINITE:
            return True
    return _tells_of_one(sentence)


def _tells_of_one(sentence: Sentence) -> bool:
    """Return True for "The score tells", "Each tool has": one thing, and a verb in -s."""
    first, noun, verb = (*sentence.texts[:3], "", "", "")[:3]
    return first in _SINGULAR and not _ends_in_s(noun) and _ends_in_s(verb)


def _ends_in_s(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "'s"))


def valence(sentence: Sentence) -> int:
    """Return 1 if the words of a description tell of harm, -1 if of what is harmless, else 0."""
    word_stems = stems(sentence.texts)
    harmful = sum(stem in _harmful() for stem in word_stems)
    harmless = sum(stem in _harmless() for stem in word_stems)
    return (harmful > harmless) - (harmful < harmless)


def names_only_topics(sentence: Sentence) -> bool:
    """Return True if all words of harm name what may be talked about: weapons, drugs."""
    return _topics().issuperset(_harmful().intersection(stems(sentence.texts)))


@cache
def _topics() -> frozenset[str]:
    return stem_set(TOPICS)


@cache
def _harmful() -> frozenset[str]:
    return stem_set(HARMFUL)


@cache
def _harmless() -> frozenset[str]:
    return stem_set(HARMLESS)
