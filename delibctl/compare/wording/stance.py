"""The stance of a place in a sentence: whether a rule there holds answers back or asks for them."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from delibctl.compare.wording.descriptions import (
    balance,
    defines_harm,
    is_statement,
    names_harm,
    valence,
)
from delibctl.compare.wording.duties import duties
from delibctl.compare.wording.duty import Duty
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.extent import names
from delibctl.compare.wording.lexicon import ALLOWING, ENABLING, FREEING, stem_set
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.statements import CONCEDING, EXCLUDING, EXCUSING, INCLUDING
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, NEGATIONS, word_set
from delibctl.model import Outcome
from delibctl.text.stems import stems

_REVERSING = NEGATIONS - {"nor"}
#: Words of sentences about rules and answers, which may free what they name.
_ABOUT_RULES = word_set(
    "clause clauses rule rules policy policies ban bans limits bounds topics subjects scope "
    "answers answered exception exceptions lets let nothing harmless open gets get passes pass"
)
#: How far before a place a denial of it is looked for.
_NEAR = 8
#: Words that nearly deny what follows.
_NEAR_DENIALS = word_set("hardly barely scarcely few little rarely seldom but")
#: Words that make a refusal rarer: "refuse less often".
FEWER = _NEAR_DENIALS | word_set("less fewer least sparingly only")
#: A description of a refusing clause names what is refused, that of a complying one what is not.
STANCES = {Outcome.REFUSE: 1.0, Outcome.SAFE_COMPLETE: 1.0, Outcome.COMPLY: -1.0}


def stance_after(previous: Sentence | None, outcome: Outcome | None) -> float:
    """Return the stance that a following sentence refers to: above 0 if it holds answers back."""
    stated = stated_duties(previous, outcome) if previous else []
    values = [
        duty.restraint(outcome)
        for duty in stated
        if not (duty.is_order_to_help and previous and may_name_harm(previous, outcome))
    ]
    clear = [value for value in values if value]
    return clear[0] if clear else STANCES[outcome] if outcome else 0


def statement(sentence: Sentence, stance: float) -> float | None:
    """Return the stance of a sentence such as "this changes nothing"; None for other sentences.

    `stance` is that of the sentence before it.
    """
    text = f" {' '.join(sentence.texts)} "
    for phrases, restraint in (
        (_EXCUSING, -4.0),
        (_CONCEDING, stance),
        (_EXCLUDING, -stance),
        (_INCLUDING, stance),
    ):
        if any(phrase in text for phrase in phrases):
            negated = phrases is _EXCUSING and NEGATIONS.intersection(sentence.texts)
            return stance if negated else restraint
    return None


def _spaced(phrases: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(f" {' '.join(phrase)} " for phrase in phrases)


_EXCUSING, _CONCEDING = _spaced(EXCUSING), _spaced(CONCEDING)
_EXCLUDING, _INCLUDING = _spaced(EXCLUDING), _spaced(INCLUDING)


def stated_duties(sentence: Sentence, outcome: Outcome | None) -> list[Duty]:
    """Return the duties of a sentence; a list of what is refused orders nothing.

    "Help people to forge passports" in a refusing clause names what is refused.
    """
    found = duties(sentence)
    if outcome not in (Outcome.REFUSE, Outcome.SAFE_COMPLETE) or not found:
        return found
    until = next((i for i, word in enumerate(sentence.texts) if word in CLAUSE_STARTS), None)
    furthers = outcome is Outcome.REFUSE and not stem_set(ENABLING).isdisjoint(
        stems(sentence.texts[:1])
    )
    harmed = names_harm(sentence.texts[:until], topics=furthers) and balance(sentence.texts[1:]) > 0
    return found[1:] if found[0].is_order_to_help and harmed else found


def may_name_harm(sentence: Sentence, outcome: Outcome | None) -> bool:
    """Return True for "Explain ways to harm oneself" in a clause that is answered with care."""
    return outcome is Outcome.SAFE_COMPLETE and valence(sentence) > 0


def described(sentence: Sentence, outcome: Outcome | None) -> float:
    """Return the stance of a description of what is answered or not; 0 for a statement.

    In a safe-completing clause, and beside the clauses, its words tell if it describes harm.
    """
    if is_statement(sentence):
        return 1.0 if outcome is Outcome.REFUSE and defines_harm(sentence) else 0
    if outcome in (Outcome.REFUSE, Outcome.COMPLY):
        return STANCES[outcome]
    return valence(sentence)


def presumed(sentence: Sentence, outcome: Outcome | None, rule: str) -> float:
    """Return the stance that a sentence of a clause probably has, if its words do not show it.

    An exception is one from a rule. What a safe-completing clause names is answered with care,
    unless it is harmless or the sentence says how things are.
    """
    if outcome is not Outcome.SAFE_COMPLETE:
        return 1.0 if outcome is Outcome.REFUSE else 0.0
    named = valence(sentence) >= 0 and (not is_statement(sentence) or defines_harm(sentence))
    named = named or (sentence.texts[:1] == ("if",) and valence(sentence) > 0)
    return 1.0 if rule == "exception" or named else 0.0


def frees(side: Side) -> bool:
    """Return True if a description may tell of what is free: exempt, allowed, hardly any."""
    about_rules = not _ABOUT_RULES.isdisjoint(side.sentence.texts)
    freeing = not _freeing().isdisjoint(stems(side.sentence.texts))
    return about_rules or freeing or excludes(side)


def excludes(side: Side) -> bool:
    """Return True if a description may leave out what follows: "not covered: satire", "hardly"."""
    commas = (i for i in range(side.start, 0, -1) if side.sentence.comma_before(i))
    apart = not NEGATIONS.isdisjoint(side.before[: next(commas, 0)])
    return apart or denies_before(side, _NEAR_DENIALS)


def denies_before(side: Side, denials: frozenset[str] = NEGATIONS | _NEAR_DENIALS) -> bool:
    """Return True if a word before a place denies, or nearly denies, what follows."""
    return not denials.isdisjoint(side.before[-_NEAR:])


@cache
def _freeing() -> frozenset[str]:
    return stem_set(f"{ALLOWING} {FREEING}")


def governing(sentence_duties: list[Duty], side: Side) -> Duty | None:
    """Return the duty that a place stands before, else the last before it, else the first."""
    adjacent = [duty for duty in sentence_duties if duty.start == side.end > side.start]
    if adjacent:
        return adjacent[0]
    earlier = [duty for duty in sentence_duties if duty.start <= side.start]
    later = sorted(sentence_duties, key=lambda duty: not duty.binds)
    return earlier[-1] if earlier else next(iter(later), None)


def is_reversed(side: Side, duty: Duty | None) -> bool:
    """Return True if a place is part of an exception or a negation, so that more of it is less."""
    start = duty.end if duty and duty.end <= side.start else 0
    exceptions = sum(name == "exception" for name in names(side.before[start:]))
    exceptions -= sum(pair == ("but", "not") for pair in pairwise(side.before[start:]))
    first = side.start
    while first > start and not side.sentence.comma_before(first):
        first -= 1
    # "No" and "without" hold for a whole list, "not" for what follows up to a comma.
    # "Nor" goes on with a negation.
    listed = sum(word in ("no", "neither") for word in side.before[start:first])
    negations = listed + sum(word in _REVERSING for word in side.before[first:])
    return (exceptions + negations) % 2 == 1
