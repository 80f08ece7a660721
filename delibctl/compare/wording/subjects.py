"""The subject of a duty: duties of users or developers bind no answer."""

from delibctl.compare.wording.duty import Force
from delibctl.compare.wording.duty_acts import act_of, is_adverb, stems_of, verb_of
from delibctl.compare.wording.lexicon import ADVISING, CARING, TELLING
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import word_set
from delibctl.text.stems import STOP_WORDS, stems

#: A subject has at most this many words.
_SUBJECT = 30
#: How far before a duty the relative clause that it goes on with begins.
_NEAR = 12
AGENTS = word_set(
    "assistant assistants model models it you we i chatbot bot ai agent agents system response "
    "responses answer answers reply replies output outputs they annotator annotators "
    "moderator moderators reviewer reviewers classifier"
)
OTHERS = word_set(
    "user users developer developers people person persons someone anyone "
    "customer customers operator operators this these those that author authors section sections "
    "document documents guideline guidelines participant participants he she "
    "there child children minor minors adult adults doctor doctors"
)
_AGENTS_BUT_THEY = AGENTS - {"they"}
_NAMED = (OTHERS | AGENTS) - word_set("they it these those that this there you we i")
_DONE_TO_OTHERS = f"{ADVISING} {CARING} {TELLING}"
#: Words that begin what qualifies the head of a subject.
_QUALIFIERS = word_set("of about for from to by in with on between against")
#: Beginnings of longer words for a fault of an answer: "ungrounded", "irrelevant".
_FAULTY = ("un", "irr", "ina", "inc", "mis", "disa")
_LONG = 7
CONTAINING = """
involve include contain comprise consist take
"""
#: What nobody does: it happens.
HAPPENING = """
happen occur arise seem appear depend vary result lead grow remain exist matter differ mean
"""
#: What befalls the one who does it: "may encounter" and "may fail" permit nothing.
BEFALLING = """
have encounter face meet receive see hear notice perceive sense observe experience undergo suffer
know understand misunderstand misread misjudge mistake believe think doubt struggle fail err lack
lose forget miss overlook confuse hallucinate become get gain need want feel tire stumble
"""
_PARTICIPLES = word_set("told made sent met kept put read left lost said sold dealt built cut set")


def binds_answers(sentence: Sentence, start: int, end: int, force: Force, before: bool) -> bool:
    """Return True if a duty is one of the assistant, or of its answers."""
    if sentence.texts[start - 1 : start] == ("to",):
        return False  # "to avoid errors" tells of an aim
    subject = subject_of(sentence, start)
    if _is_supposed(sentence, start, len(subject), sentence.after(end)):
        return False
    passive = is_passive(sentence.texts[end : end + 5])
    if _names_an_agent(sentence, start, subject):
        if force is Force.PERMIT and _just_happens(sentence, end, subject):
            return False
        described = sentence.texts[end : end + 1] == ("be",) and not passive
        possible = sentence.texts[start] in ("can", "could", "might")
        if force is Force.PERMIT and possible and act_of(force, sentence.after(end))[0] is None:
            return False
        described = described and force is not Force.REQUIRE
        return not (passive and force is Force.PERMIT) and not described
    if not subject:
        near = sentence.texts[max(0, start - _NEAR) : start]
        relative = near[-1:] in (("that",), ("which",), ("who",)) or (
            not {"that", "which", "who"}.isdisjoint(near) and AGENTS.isdisjoint(near)
        )
        return before and not relative and (start > 0 or force is not Force.PERMIT)
    if OTHERS.intersection(_head(subject)):  # "users must be told": it is told by the assistant
        return passive and verb_of(sentence.after(end)) in stems_of(_DONE_TO_OTHERS)
    ordered = sentence.texts[start] in ("must", "should", "shall", "may", "can", "never")
    if passive and force is Force.RELEASE:
        return not AGENTS.isdisjoint(subject)  # nobody knows who need not do it
    if passive and force is not Force.FORBID:
        helps, refuses = act_of(force, sentence.after(end))
        # "errors can be reduced" tells of no answer
        return helps is not None or refuses or force is not Force.PERMIT
    return passive or (force is Force.FORBID and ordered)


def _names_an_agent(sentence: Sentence, start: int, subject: tuple[str, ...]) -> bool:
    """Return True if a subject is the assistant or its answers.

    "They" stands for what was named last, which may be the users.
    """
    if not _AGENTS_BUT_THEY.isdisjoint(subject):
        return True
    named = [word for word in sentence.texts[max(0, start - _SUBJECT) : start] if word in _NAMED]
    return "they" in subject and not (named and named[-1] in OTHERS)


def _just_happens(sentence: Sentence, end: int, subject: tuple[str, ...]) -> bool:
    """Return True for "it may fail" and "an ungrounded answer may involve": no permission."""
    faulty = any(word.startswith(_FAULTY) and len(word) > _LONG for word in subject)
    contains = verb_of(sentence.after(end)) in stems_of(CONTAINING)
    return befalls(sentence, end) or (faulty and contains)


def _head(subject: tuple[str, ...]) -> tuple[str, ...]:
    """Return a subject without what qualifies it: "locations" of "locations of persons"."""
    ends = (i for i, word in enumerate(subject) if i and word in _QUALIFIERS)
    return subject[: next(ends, None)]


def befalls(sentence: Sentence, end: int) -> bool:
    """Return True if what follows a duty is no act: "may (sometimes) have", "may fail"."""
    words = [word for word in sentence.after(end)[:4] if word == "have" or not is_adverb(word)]
    return bool(words) and not stems_of(BEFALLING).isdisjoint(stems(words[:1]))


def _is_supposed(sentence: Sentence, start: int, length: int, following: tuple[str, ...]) -> bool:
    """Return True for "if it must", "this does not mean that it should", and what just happens."""
    first = start - length
    supposed = sentence.texts[first - 1 : first] in (("if",), ("unless",), ("whether",))
    needed = sentence.texts[start] in ("need", "needs", "have", "has") and length > 1
    pronoun = sentence.texts[start - 1] in ("they", "it", "you", "we")
    if needed and pronoun and sentence.texts[start - 2] not in STOP_WORDS:
        return True  # "the facts they need to know"
    meant = "mean that" in " ".join(sentence.texts[max(0, start - _SUBJECT) : start])
    return supposed or meant or verb_of(following) in stems_of(HAPPENING)


def is_passive(words: tuple[str, ...]) -> bool:
    """Return True for "be" and a participle, with adverbs before them or between."""
    later = [word for word in words if word == "be" or not is_adverb(word)]
    return later[:1] == ["be"] and any(
        word.endswith(("ed", "en", "wn")) or word in _PARTICIPLES for word in later[1:3]
    )


def subject_of(sentence: Sentence, start: int) -> tuple[str, ...]:
    """Return the words between a duty and the clause boundary before it."""
    return sentence.texts[max(sentence.subject_starts[start], start - _SUBJECT) : start]
