"""Find the duties of a sentence."""

import re
from collections.abc import Iterator
from functools import cache

from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_phrases import duty_phrase, omitting
from delibctl.compare.wording.lexicon import (
    ADDING,
    ALLOWING,
    AMBIGUOUS_OBJECTS,
    CAREFUL_OBJECTS,
    CARING,
    DISCOURAGING,
    FORBIDDING,
    HELPING,
    REFUSING,
    TONE,
    WARNING,
    WITHHOLDING,
    stem_set,
)
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import CLAUSE_STARTS, NEGATIONS, word_set
from delibctl.text.stems import stems

_ADVERBS = word_set(
    "also then be to still only just always generally usually normally typically actively directly "
    "knowingly readily freely simply ever even either both fully instead first have been "
    "explicitly clearly politely briefly openly strictly gently firmly attempt try intentionally "
    "proactively often sometimes perhaps maybe almost somewhat frequently largely likewise"
)
_COPULAS = word_set("is are be was were being been remains remain counts count considered treated")
#: A subject has at most this many words.
_SUBJECT = 30
_ORDERS = word_set("must shall should")
#: Words that begin a part of a sentence with a subject of its own.
_BOUNDARIES = CLAUSE_STARTS | word_set("and or but so then")
_AGENTS = word_set(
    "assistant assistants model models it you we i chatbot bot ai agent system response responses "
    "answer answers reply replies output outputs they annotator annotators "
    "moderator moderators reviewer reviewers classifier"
)
_OTHERS = word_set(
    "user users developer developers people person persons someone anyone "
    "customer customers operator operators this these those that author authors section sections "
    "document documents guideline guidelines participant participants he she "
    "there child children minor minors adult adults doctor doctors"
)
#: Endings of words that begin a description, not an order.
_NOUN = re.compile(r"(tion|sion|ment|ing|ance|ence|ity|al|s)$")
_PARTICIPLES = word_set("told made sent met kept put read left lost said sold dealt built cut set")
_TITLE_NOUNS = word_set(
    "response responses content answer answers requests request behavior behaviour uses use topics "
    "material outputs output"
)


@cache
def _stems_of(words: str) -> frozenset[str]:
    return stem_set(words)


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
    if stem in _stems_of(FORBIDDING):
        return Duty(Force.FORBID, 4, 0, 1, True)
    return Duty(Force.PERMIT, 4, 0, 1, True) if stem in _stems_of(ALLOWING) else None


def _spoken(sentence: Sentence) -> Iterator[Duty]:
    index, binds = 0, True
    while index < len(sentence.texts):
        duty = _judgement(sentence, index) or _phrased(sentence, index, binds)
        if duty:
            yield duty
            binds = duty.binds
        index = duty.end if duty else index + 1


def _phrased(sentence: Sentence, index: int, binds: bool) -> Duty | None:
    """Return the duty whose phrase begins at a word. `binds`: the duty before it does."""
    words = sentence.texts
    entry = duty_phrase(words, index)
    if entry is None:
        return None
    phrase, force, strength = entry
    end = _end_of_negation(words, index + len(phrase))
    if end > index + len(phrase) and force in (Force.REQUIRE, Force.PERMIT):
        force, strength = Force.FORBID, max(strength, 3)
    omits = phrase in omitting()
    inner = duty_phrase(words, end) if end < len(words) else None
    if force is Force.FORBID and inner and inner[0] in omitting() and not omits:
        force, end = Force.REQUIRE, end + len(inner[0])  # "should never avoid"
    helps, refuses = _act(force, words[end:])
    return Duty(
        force,
        strength,
        index,
        end,
        helps=True if omits and helps is None and phrase[0] not in ("avoid", "avoids") else helps,
        refuses=refuses,
        binds=_binds(sentence, index, end, force, binds) and not _is_tone(words[end:]),
        ordered=words[index] in _ORDERS,
    )


def _binds(sentence: Sentence, start: int, end: int, force: Force, before: bool) -> bool:
    """Return True if a duty is one of the assistant, or of its answers."""
    if sentence.texts[start - 1 : start] == ("to",):
        return False  # "to avoid errors" tells of an aim
    subject = _subject(sentence, start)
    if "mean that" in " ".join(sentence.texts[max(0, start - _SUBJECT) : start]):
        return False  # "this does not mean that the assistant should"
    passive = _is_passive(sentence.texts[end : end + 3])
    if _AGENTS.intersection(subject):
        described = sentence.texts[end : end + 1] == ("be",) and not passive
        possible = sentence.texts[start] in ("can", "could", "might")
        if force is Force.PERMIT and possible and _act(force, sentence.texts[end:])[0] is None:
            return False
        return not (passive and force is Force.PERMIT) and not described
    if not subject:
        relative = sentence.texts[start - 1 : start] in (("that",), ("which",), ("who",))
        return before and not relative and (start > 0 or force is not Force.PERMIT)
    if _OTHERS.intersection(subject):
        return False
    ordered = sentence.texts[start] in ("must", "should", "shall", "may", "can", "never")
    if passive and force is not Force.FORBID:
        helps, refuses = _act(force, sentence.texts[end:])
        return helps is not None or refuses  # "errors can be reduced" tells of no answer
    return passive or (force is Force.FORBID and ordered)


def _is_tone(words: tuple[str, ...]) -> bool:
    """Return True if an act concerns the tone of an answer alone."""
    act = next((word for word in words[:4] if not _is_adverb(word)), "")
    return stems([act])[0] in _stems_of(TONE)


def _is_passive(words: tuple[str, ...]) -> bool:
    """Return True for "be" and a participle."""
    return words[:1] == ("be",) and any(
        word.endswith(("ed", "en", "wn")) or word in _PARTICIPLES for word in words[1:]
    )


def _subject(sentence: Sentence, start: int) -> tuple[str, ...]:
    """Return the words between a duty and the clause boundary before it."""
    first = start
    while first > max(0, start - _SUBJECT) and not sentence.comma_before(first):
        if sentence.texts[first - 1] in _BOUNDARIES:
            break
        first -= 1
    return sentence.texts[first:start]


def _end_of_negation(words: tuple[str, ...], end: int) -> int:
    """Return the end of "not" after adverbs, as in "must also not"; `end` if there is none."""
    for index in range(end, min(end + 3, len(words))):
        if words[index] in ("not", "never"):
            return index + 1
        if not _is_adverb(words[index]):
            break
    return end


def _judgement(sentence: Sentence, index: int) -> Duty | None:
    """Return the duty in "is (not) allowed", "are forbidden" and the like."""
    if sentence.texts[index] not in _COPULAS:
        return None
    words = sentence.texts[index + 1 : index + 5]
    subject = _subject(sentence, index)
    helps = not _stems_of(WITHHOLDING).intersection(stems(subject))
    negated = bool(NEGATIONS.intersection(subject))  # "no request is refused"
    for offset, word in enumerate(words):
        stem = stems([word])[0]
        end = index + 2 + offset
        if word in ("not", "never", "no"):
            negated = not negated
        elif stem in _stems_of(FORBIDDING):
            return Duty(Force.PERMIT if negated else Force.FORBID, 4, index, end, helps)
        elif stem in _stems_of(DISCOURAGING):
            return Duty(Force.PERMIT if negated else Force.FORBID, 2, index, end, helps)
        elif stem in _stems_of(ALLOWING):
            if sentence.texts[end : end + 1] == ("to",) and not negated:
                return None  # "is allowed to" names the act that follows
            return Duty(Force.FORBID if negated else Force.PERMIT, 4, index, end, helps)
        elif not _is_adverb(word):
            return None
        if negated and (end == len(sentence.texts) or sentence.comma_before(end)):
            return Duty(Force.FORBID, 4, index, end, helps)  # "... is allowed; ... is not"
    return None


def _implied(sentence: Sentence) -> Iterator[Duty]:
    """Yield the duty of a plain statement or order: "The assistant refuses", "Give sources"."""
    for index, word in enumerate(sentence.texts):
        if word in CLAUSE_STARTS:
            return
        (stem,) = stems([word])
        verb = not _NOUN.search(word) if index == 0 else word.endswith("s")
        if verb and stem in _stems_of(HELPING) | _stems_of(WITHHOLDING) | _stems_of(CARING):
            subject = sentence.texts[:index]
            if not subject or _AGENTS.intersection(subject):
                yield Duty(
                    Force.REQUIRE, 4, index, index, *_act(Force.REQUIRE, sentence.texts[index:])
                )
            return
        if word == "no" and index == 0:
            yield Duty(Force.FORBID, 4, index, index + 1, *_act(Force.FORBID, sentence.texts[1:]))
            return


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and word not in ("apply", "reply", "comply"))


def _act(force: Force, words: tuple[str, ...]) -> tuple[bool | None, bool]:
    """Return True if the act is help, False if restraint or care; and True if it refuses."""
    acts = [(index, word) for index, word in enumerate(words[:8]) if not _is_adverb(word)]
    if not acts:
        return None, False
    position, verb = acts[0]
    (stem,) = stems([verb])
    following = words[position + 1 : position + 8]
    until = next((i for i, w in enumerate(following) if w in CLAUSE_STARTS - {"why"}), None)
    is_duty = force in (Force.REQUIRE, Force.RELEASE)
    if stem in _stems_of(WITHHOLDING):
        # "avoid refusing" and "stop warning" hold nothing back
        inner = stems(following[:1])
        double = bool(inner) and following[0].endswith("ing")
        return double and inner[0] in _stems_of(WITHHOLDING), stem in _stems_of(REFUSING)
    if stem in _stems_of(CARING):
        frees = force is Force.FORBID and stem in _stems_of(WARNING)
        return (False if frees or is_duty else None), False
    objects = _stems_of(CAREFUL_OBJECTS).intersection(stems(following[:until]))
    if objects and stem in _stems_of(f"{ADDING} {HELPING if is_duty else ''}"):
        return False, False
    unclear = _stems_of(AMBIGUOUS_OBJECTS).intersection(stems(following[:until]))
    return (True if stem in _stems_of(HELPING) and not unclear else None), False
