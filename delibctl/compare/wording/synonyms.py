"""Words that can replace each other in any rule."""

from functools import cache
from importlib.resources import files

from delibctl.compare.wording.inflection import forms_of_noun, forms_of_verb
from delibctl.compare.wording.sentences import Sentence

#: Endings that British and American English spell in two ways.
_SPELLINGS = (
    *(("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")),
    *(("ises", "izes"), ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring")),
    *(("re", "er"), ("elling", "eling"), ("elled", "eled"), ("ence", "ense"), ("yse", "yze")),
    *(("ogue", "og"), ("gement", "gment"), ("gemental", "gmental")),
)
#: Shorter words may be other words if a letter is left out; so may all words at their ends.
_LONG_WORD = 8
_EDGE = 2


def means_the_same(before: Sentence, after: Sentence) -> bool:
    """Return True if two sentences differ at most in synonyms and in spelling."""
    if len(before.words) == len(after.words) and _alike(*map(_as_written, (before, after))):
        return True
    return _alike(_canonical(before), _canonical(after))


def _as_written(sentence: Sentence) -> tuple[str, ...]:
    return (*(part for word in sentence.words for part in (word.gap, word.written)), sentence.tail)


def _alike(*sides: tuple[str, ...]) -> bool:
    return len(sides[0]) == len(sides[1]) and all(
        one == other or _respelled(one, other) or _mistyped(one, other)
        for one, other in zip(*sides, strict=True)
    )


def _canonical(sentence: Sentence) -> tuple[str, ...]:
    """Return a sentence as written, with each phrase replaced by the first of its synonyms."""
    parts: list[str] = []
    index = 0
    while index < len(sentence.texts):
        parts.append(_gap(sentence, index))
        length, phrase = _first_synonym(sentence, index)
        parts.append(phrase)
        index += length
    return (*parts, sentence.tail)


def _gap(sentence: Sentence, index: int) -> str:
    """Return the punctuation before a word, without the full stop of "e.g." or "vs."."""
    gap = sentence.words[index].gap
    abbreviated = index > 0 and sentence.texts[index - 1] in ("g", "e", "vs", "etc")
    return gap.removeprefix(".") if abbreviated else gap


def _first_synonym(sentence: Sentence, index: int) -> tuple[int, str]:
    """Return the length of the phrase at a word, and the first of its synonyms."""
    firsts = _firsts()
    for length in _lengths().get(sentence.texts[index], ()):
        phrase = " ".join(sentence.texts[index : index + length])
        if phrase in firsts and not any(
            word.gap for word in sentence.words[index + 1 : index + length]
        ):
            return length, firsts[phrase]
    return 1, sentence.words[index].written


@cache
def _lengths() -> dict[str, list[int]]:
    """Return the lengths of the phrases by their first word, the longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in _firsts():
        words = phrase.split()
        lengths.setdefault(words[0], set()).add(len(words))
    return {word: sorted(counts, reverse=True) for word, counts in lengths.items()}


@cache
def _firsts() -> dict[str, str]:
    """Return each phrase with the first of its first group."""
    firsts: dict[str, str] = {}
    for line in _lines():
        for phrases in _groups(line):
            for phrase in phrases:
                firsts.setdefault(phrase, phrases[0])
    return firsts


def _groups(line: str) -> list[list[str]]:
    """Return the groups of a line: one, or one for each form of its verbs or nouns."""
    kind, _, phrases = line.rpartition(": ")
    forms = {"verb": forms_of_verb, "noun": forms_of_noun}.get(kind)
    if forms is None:
        return [phrases.split("|")]
    of_each = [forms(phrase) for phrase in phrases.split("|")]
    return [[form for alike in same for form in alike] for same in zip(*of_each, strict=True)]


@cache
def _lines() -> tuple[str, ...]:
    text = files("delibctl.compare.wording").joinpath("synonyms.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))


def _respelled(left: str, right: str) -> bool:
    return any(
        {left, right} == {stem + british, stem + american}
        for british, american in _SPELLINGS
        for word in (left, right)
        for stem in (word.removesuffix(british), word.removesuffix(american))
        if len(stem) > 2 and stem != word
    )


def _mistyped(left: str, right: str) -> bool:
    """Return True if a letter within a long word was left out, or put back."""
    short, long = sorted((left, right), key=len)
    if len(short) < _LONG_WORD or len(long) - len(short) != 1 or not long.isalpha():
        return False
    return any(
        long[:index] + long[index + 1 :] == short for index in range(_EDGE, len(long) - _EDGE)
    )
