"""Words that can replace each other in any rule."""

from functools import cache
from importlib.resources import files

from delibctl.compare.wording.sentences import Sentence

#: Endings that British and American English spell in two ways.
_SPELLINGS = (
    *(("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")),
    *(("ises", "izes"), ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring")),
    *(("re", "er"), ("elling", "eling"), ("elled", "eled"), ("ence", "ense"), ("yse", "yze")),
    *(("ogue", "og"), ("gement", "gment"), ("gemental", "gmental")),
)
_ARTICLES = frozenset({"a", "an", "the"})


def same_meaning(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Return True if a phrase was replaced by one of the same meaning, or spelled otherwise."""
    removed, added = " ".join(before), " ".join(after)
    if removed.replace(" ", "") == added.replace(" ", ""):
        return bool(removed)
    if _ARTICLES.issuperset((*before, *after)) or _is_plural(removed, added):
        return True
    if any(removed in group and added in group for group in _groups()):
        return True
    return len(before) == len(after) > 0 and all(
        a == b or _respelled(a, b) for a, b in zip(before, after, strict=True)
    )


def _is_plural(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return len(short) > 3 and long in (f"{short}s", f"{short}es")


def canonical(sentence: Sentence) -> tuple[str, ...]:
    """Return the words of a sentence with each phrase replaced by the first of its synonyms."""
    words: list[str] = []
    index = 0
    while index < len(sentence.texts):
        if sentence.words[index].gap:
            words.append(sentence.words[index].gap)
        length, phrase = _first_synonym(sentence.texts, index)
        words.append(phrase)
        index += length
    return tuple(words)


def _first_synonym(words: tuple[str, ...], index: int) -> tuple[int, str]:
    firsts = _firsts()
    for length in _lengths().get(words[index], ()):
        phrase = " ".join(words[index : index + length])
        if phrase in firsts:
            return length, firsts[phrase]
    return 1, words[index]


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
        phrases = line.split("|")
        for phrase in phrases:
            firsts.setdefault(phrase, phrases[0])
    return firsts


@cache
def _lines() -> tuple[str, ...]:
    text = files("delibctl.compare.wording").joinpath("synonyms.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))


@cache
def _groups() -> list[frozenset[str]]:
    return [frozenset(line.split("|")) for line in _lines()]


def _respelled(left: str, right: str) -> bool:
    return any(
        {left, right} == {stem + british, stem + american}
        for british, american in _SPELLINGS
        for word in (left, right)
        for stem in (word.removesuffix(british), word.removesuffix(american))
        if len(stem) > 2 and stem != word
    )
