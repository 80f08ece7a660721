"""Sentences without a duty: statements, and descriptions of what is answered or refused."""

from functools import cache
from itertools import pairwise

from delibctl.compare.wording.lexicon import HARMFUL, HARMLESS, TOPICS, WITHHOLDING, stem_set
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

#: Words that open a definition, as in "is defined as if the model promotes".
DEFINING = {("as", "if"), ("as", "whether")}

_RELATIVES = word_set("that which who")
#: Words before one thing, whose verb ends in -s.
#: How far into a sentence its verb is looked for.
_NEAR = 7
_SINGULAR = word_set("the a an each every this that its no")


def is_statement(sentence: Sentence) -> bool:
    """Return True if a sentence says how things are, rather than naming what is answered or not."""
    words = sentence.outside
    if words[:1] and words[0] in _POINTING | _CIRCUMSTANCES:
        return True
    for index, word in enumerate(words):
        if word in CLAUSE_STARTS or word in _CONDITIONS:
            return _tells_of_one(words[: min(index, _NEAR)])
        if word in _FINITE:
            return True
    return _tells_of_one(words[:_NEAR])


def defines_harm(sentence: Sentence) -> bool:
    """Return True for "Fraud is defined as whether the response promotes": what is refused.

    Not so if the response is held to fail, refuse or leave something out.
    """
    start = next((i for i, pair in enumerate(pairwise(sentence.texts)) if pair in DEFINING), None)
    if start is None:
        return False
    told = sentence.texts[start:]
    # "Advice that should be given by a doctor" tells of no failure.
    held = (w for w, before in zip(told, ("", *told), strict=False) if before not in _RELATIVES)
    return _failing().isdisjoint(stems(held))


@cache
def _failing() -> frozenset[str]:
    return stem_set(f"{WITHHOLDING} fail lack omit appropriate neglect should ignore")


def _tells_of_one(words: tuple[str, ...]) -> bool:
    """Return True for "The score tells", "A long answer tires the": one thing, a verb in -s."""
    first, noun, verb = (*words[:3], "", "", "")[:3]
    if first not in _SINGULAR or _ends_in_s(noun):
        return False
    # After more words, only an object shows that a word is a verb.
    return _ends_in_s(verb) or any(
        _ends_in_s(word) and following in _SINGULAR for word, following in pairwise(words[2:])
    )


def _ends_in_s(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "'s"))


def names_nothing_harmless(sentence: Sentence) -> bool:
    """Return True if no word of a description is one of what is harmless."""
    return _harmless().isdisjoint(stems(sentence.texts))


def valence(sentence: Sentence) -> int:
    """Return 1 if the words of a description tell of harm, -1 if of what is harmless, else 0."""
    return balance(sentence.texts)


def balance(words: tuple[str, ...]) -> int:
    """Return 1 if more words tell of harm than of what is harmless, -1 if fewer, else 0."""
    word_stems = stems(words)
    harmful = sum(stem in _harmful() for stem in word_stems)
    harmless = sum(stem in _harmless() for stem in word_stems)
    return (harmful > harmless) - (harmful < harmless)


def names_only_topics(sentence: Sentence) -> bool:
    """Return True if all words of harm name what may be talked about: weapons, drugs."""
    return _topics().issuperset(_harmful().intersection(stems(sentence.texts)))


def names_harm(words: tuple[str, ...], *, topics: bool) -> bool:
    """Return True if words name harm; `topics`: what may be talked about, such as drugs, too."""
    found = _harmful().intersection(
        stems(w for w, before in zip(words, ("", *words), strict=False) if before != "self")
    )
    return bool(found if topics else found - _topics())


@cache
def _topics() -> frozenset[str]:
    return stem_set(TOPICS)


@cache
def _harmful() -> frozenset[str]:
    return stem_set(HARMFUL)


@cache
def _harmless() -> frozenset[str]:
    return stem_set(HARMLESS)
