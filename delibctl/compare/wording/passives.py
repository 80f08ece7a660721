"""The duty of a plain statement in the passive: "Questions are answered", "No names are given"."""

from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_acts import act_of, gives_care, is_adverb, verb_of
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.subjects import subject_of
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, NEGATIONS, word_set

#: How far before a statement the word that makes it a condition is looked for.
_REACH = 40
_ENDINGS = ("ed", "en", "wn", "told")
_PASSIVES = word_set("answered explained given provided shown told described")
#: After these, a statement tells how things are: "is given by users", "is described as".
_TELLING = (("by",), ("as",), ("to",))


def done(sentence: Sentence, index: int) -> Duty | None:
    """Return the duty in "Questions are answered", "No names are given", "users are warned".

    Not so in a clause that begins with "if" or "that", and not of what others do.
    """
    words = sentence.texts
    if words[index] not in ("is", "are"):
        return None
    subject = subject_of(sentence, index)
    if not subject or not CLAUSE_STARTS.isdisjoint(words[max(0, index - _REACH) : index]):
        return None
    negated, place = _participle(words, index + 1, negated=not NEGATIONS.isdisjoint(subject))
    if not words[place : place + 1] or not words[place].endswith(_ENDINGS):
        return None
    if words[place + 1 : place + 2] in _TELLING and not negated:
        return None
    force = Force.FORBID if negated else Force.REQUIRE
    helps, refuses = act_of(force, words[place : place + 1])
    if not (refuses or helps is not None or words[place] in _PASSIVES):
        return None
    if gives_care(subject, ("be",)):
        helps = False  # "a warning is shown"
    return Duty(force, 4, index, place, helps, refuses, act=verb_of(words[place : place + 1]))


def _participle(words: tuple[str, ...], place: int, *, negated: bool) -> tuple[bool, int]:
    """Return whether the statement is negated, and the place after adverbs and "not"."""
    for word in words[place : place + 3]:
        if word in ("not", "never"):
            negated = not negated
        elif not is_adverb(word):
            break
        place += 1
    return negated, place
