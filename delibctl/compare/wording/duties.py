"""Find the duties of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_acts import (
    act_of,
    gives_care,
    is_adverb,
    is_tone,
    skips_care,
    stems_of,
    verb_of,
)
from delibctl.compare.wording.duty_phrases import duty_phrase, duty_starts, omitting
from delibctl.compare.wording.lexicon import (
    ALLOWING,
    CARING,
    DISCOURAGING,
    FORBIDDING,
    HELPING,
    WITHHOLDING,
)
from delibctl.compare.wording.passives import done
from delibctl.compare.wording.priorities import RANKING_STARTS, ranked
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.subjects import AGENTS, binds_answers, subject_of
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, NEGATIONS, word_set
from delibctl.text.stems import stems

_COPULAS = word_set("is are be was were being been remains remain counts count considered treated")
#: "Must not only warn" forbids no warning.
#: "Give no more than two", "take no longer", "spare no effort" and "see no reason" deny no object.
_NO_DENIAL = word_set("more less fewer longer later matter effort doubt reason")
_MERELY = (("only",), ("just",), ("merely",), ("simply",))
_SUPPOSING = word_set("if when whenever while whether where although since because")
_SUBJECTS = word_set("the a an any anyone they it you he she users there this these someone")
_ORDERS = word_set("must shall should")
#: "Not always allowed" is less than "not allowed".
_WEAKLY = word_set("always usually generally normally typically often necessarily entirely fully")
#: Endings of words that begin a description, not an order.
_NOUN = re.compile(r"(tion|sion|ment|ing|ance|ence|ity|al|s|(?<!e)ed)$")
_TITLE_NOUNS = word_set(
    "response responses content answer answers requests request behavior behaviour uses use topics "
    "material outputs output"
)


def duties(sentence: Sentence) -> list[Duty]:
    """Return the duties of a sentence in order."""
    titled = _titled(sentence)
    if titled:
        return [titled]
    spoken = list(_spoken(sentence))
    first = spoken[0].start if spoken else len(sentence.texts)
    return [*(duty for duty in _implied(sentence) if duty.start < first), *spoken]


def _titled(sentence: Sentence) -> Duty | None:
    """Return the duty of a sentence about "unacceptable responses", "allowed content" and so on."""
    adjective, noun = (*sentence.texts[:2], "", "")[:2]
    if noun not in _TITLE_NOUNS:
        return None
    (stem,) = stems([adjective])
    if stem in stems_of(FORBIDDING):
        return Duty(Force.FORBID, 4, 0, 1, True)
    return Duty(Force.PERMIT, 4, 0, 1, True) if stem in stems_of(ALLOWING) else None


def _spoken(sentence: Sentence) -> Iterator[Duty]:
    index, binds, quoted, starts = 0, True, False, _starts()
    while index < len(sentence.texts):
        quoted = ("(" in sentence.gap(index)) if not quoted else ")" not in sentence.gap(index)
        if sentence.texts[index] not in starts:  # most words
            index += 1
            continue
        duty = (
            _judgement(sentence, index)
            or done(sentence, index)
            or ranked(sentence, index)
            or _phrased(sentence, index, binds)
        )
        if duty and quoted:
            duty = replace(duty, binds=False)  # an example or an aside
        if duty:
            yield duty
            binds = binds if quoted else duty.binds
        index = duty.end if duty else index + 1


@cache
def _starts() -> frozenset[str]:
    """Return the words with which the phrase of a duty can begin."""
    return _COPULAS | RANKING_STARTS | duty_starts()


def _phrased(sentence: Sentence, index: int, binds: bool) -> Duty | None:
    """Return the duty whose phrase begins at a word. `binds`: the duty before it does."""
    words = sentence.texts
    entry = duty_phrase(words, index)
    if entry is None or _is_inverted(sentence, index):
        return None
    phrase, force, strength = entry
    end = _end_of_negation(words, index + len(phrase))
    if end > index + len(phrase) and force in (Force.REQUIRE, Force.PERMIT):
        force, strength = Force.FORBID, max(strength, 3)
    need = _need_after(words, end) if force is Force.FORBID else end
    if need > end:
        force, strength, end = Force.RELEASE, 0.5, need  # "does not usually need to"
    omits = phrase in omitting()
    inner = duty_phrase(words, end) if end < len(words) else None
    if force is Force.FORBID and inner and inner[0] in omitting() and not omits:
        force, end = Force.REQUIRE, end + len(inner[0])  # "should never avoid"
    following = sentence.after(end)
    denied = _end_of_denied_object(following) if force is Force.REQUIRE else 0
    if denied:  # "should give no doses"
        force, end = Force.FORBID, end + denied
    helps, refuses = act_of(force, following)
    if omits and phrase[0] not in ("avoid", "avoids") and skips_care(following):
        helps, omits = False, False  # "skip the warning"
    if force is not Force.FORBID and gives_care(subject_of(sentence, index), following):
        helps = False  # "a warning must be shown"
    return Duty(
        force,
        strength,
        index,
        end,
        helps=True if omits and helps is None and phrase[0] not in ("avoid", "avoids") else helps,
        refuses=refuses,
        binds=not (force is Force.FORBID and words[end : end + 1] in _MERELY)
        and binds_answers(sentence, index, end, force, binds)
        and not is_tone(following),
        ordered=words[index] in _ORDERS,
        act=verb_of(following),
    )


def _is_inverted(sentence: Sentence, index: int) -> bool:
    """Return True for "should the user ask": a condition or a question, and no duty."""
    follows = sentence.texts[index : index + 1] == ("should",) and (
        index == 0 or sentence.comma_before(index)
    )
    return follows and not _SUBJECTS.isdisjoint(sentence.texts[index + 1 : index + 2])


def _end_of_denied_object(words: tuple[str, ...]) -> int:
    """Return the end of "no" in "give no doses"; 0 if the object of the first verb is not denied.

    "Give no more than two" denies nothing.
    """
    verb = next((i for i, word in enumerate(words[:4]) if not is_adverb(word)), 0)
    denied = words[verb + 1 : verb + 2] in (("no",), ("neither",))
    objects = words[verb + 2 : verb + 3]
    return verb + 2 if denied and objects and _NO_DENIAL.isdisjoint(objects) else 0


def _need_after(words: tuple[str, ...], end: int) -> int:
    """Return the end of "need to" or "have to" after adverbs; `end` if there is none."""
    start = end
    while start < len(words) and is_adverb(words[start]):
        start += 1
    entry = duty_phrase(words, start) if start < len(words) else None
    needs = entry is not None and entry[0] in (("need", "to"), ("have", "to"))
    return start + 2 if needs and start > end else end


def _end_of_negation(words: tuple[str, ...], end: int) -> int:
    """Return the end of "not" after adverbs, as in "must also not"; `end` if there is none."""
    for index in range(end, min(end + 3, len(words))):
        if words[index] in ("not", "never"):
            return index + 1
        if not is_adverb(words[index]):
            break
    return end


def _judgement(sentence: Sentence, index: int) -> Duty | None:
    """Return the duty in "is (not) allowed", "are forbidden" and the like."""
    # "Must not be removed" permits nothing.
    removal = sentence.texts[index - 1 : index + 2] == ("not", "be", "removed")
    if sentence.texts[index] not in _COPULAS or removal:
        return None
    words = sentence.texts[index + 1 : index + 5]
    subject = subject_of(sentence, index)
    helps = not stems_of(WITHHOLDING).intersection(stems(subject))
    negated = bool(NEGATIONS.intersection(subject))  # "no request is refused"
    for offset, word in enumerate(words):
        stem = stems([word])[0]
        end = index + 2 + offset
        if word in ("not", "never", "no"):
            negated = not negated
        elif stem in stems_of(FORBIDDING):
            return Duty(Force.PERMIT if negated else Force.FORBID, 4, index, end, helps)
        elif stem in stems_of(DISCOURAGING):
            return Duty(Force.PERMIT if negated else Force.FORBID, 2, index, end, helps)
        elif stem in stems_of(ALLOWING):
            if sentence.texts[end : end + 1] == ("to",) and not negated:
                return None  # "is allowed to" names the act that follows
            strength = 2 if negated and not _WEAKLY.isdisjoint(words[:offset]) else 4
            return Duty(Force.FORBID if negated else Force.PERMIT, strength, index, end, helps)
        elif not is_adverb(word):
            return None
        supposed = not _SUPPOSING.isdisjoint(sentence.texts[:index])  # "while others are not, ..."
        if negated and not supposed and (end == len(sentence.texts) or sentence.comma_before(end)):
            return Duty(Force.FORBID, 4, index, end, helps)  # "... is allowed; ... is not"
    return None


def _implied(sentence: Sentence) -> Iterator[Duty]:
    """Yield the duty of a plain statement or order: "The assistant refuses", "Give sources"."""
    for index, word in enumerate(sentence.texts):
        if word in CLAUSE_STARTS or word == "whether":
            return  # "is defined as whether the model helps" tells of no duty
        (stem,) = stems([word])
        verb = not _NOUN.search(word) if index == 0 else word.endswith("s")
        if verb and stem in stems_of(HELPING) | stems_of(WITHHOLDING) | stems_of(CARING):
            subject = sentence.texts[:index]
            acting = [word for word in subject if not is_adverb(word)]
            caring = stem in stems_of(CARING)
            if not subject or AGENTS.intersection(acting[-1:] if caring else acting):
                following = sentence.after(index)
                denied = _end_of_denied_object(following)
                force = Force.FORBID if denied else Force.REQUIRE
                yield Duty(force, 4, index, index + denied, *act_of(force, following))
            return
        if word == "no" and index == 0:
            yield Duty(Force.FORBID, 4, index, index + 1, *act_of(Force.FORBID, sentence.after(1)))
            return
