"""What an edit does to the extent of a rule: it holds in more cases, or in fewer."""

from collections.abc import Iterable, Iterator
from enum import IntEnum

from delibctl.compare.wording.edits import Edit, Side
from delibctl.compare.wording.lexicon import (
    CONCESSIONS,
    CONDITIONS,
    EXCEPTIONS,
    HEDGES,
    ONLY,
    POSSIBILITIES,
    SCOPES,
    STRONG_TO_WEAK,
    WIDE_TO_NARROW,
)
from delibctl.compare.wording.quantities import limit, widens
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import word_set
from delibctl.text.stems import STOP_WORDS, stems

PREPOSITIONS = word_set(
    "for in on with by from to of about at within under through via toward towards against among "
    "between per as based involving aimed intended designed that which who whose meant related "
    "concerning regarding directed solely only using where"
)
_LIMITS = ONLY | word_set("limited little few most else least once sparingly rarely seldom")
_EMPTY = STOP_WORDS - word_set("any anyone all always must should about")


class Extent(IntEnum):
    """The extent of the rule after an edit."""

    LESS = -1
    MORE = 1


def _of(more: bool) -> Extent:
    return Extent.MORE if more else Extent.LESS


def marks(words: tuple[str, ...]) -> Iterator[tuple[str, Extent]]:
    """Yield the effect of adding each marked phrase: exceptions, conditions, hedges, scope."""
    index = 0
    while index < len(words):
        name, length, extent = _mark(words, index)
        if name:
            yield name, extent
            if name in ("exception", "condition"):
                return  # the rest belongs to it
        index += length


def names(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the name of each marked phrase in order."""
    index = 0
    while index < len(words):
        name, length, _ = _mark(words, index)
        if name:
            yield name
        index += length


def unmarked(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words outside of marked phrases."""
    index = 0
    while index < len(words):
        name, length, _ = _mark(words, index)
        if not name:
            yield words[index]
        index += length


def limits(sentence: Sentence) -> bool:
    """Return True if a sentence says for what little it holds: only, if, at most, nothing else."""
    narrow = {"exception", "condition", "hedge"}.intersection(names(sentence.texts))
    return bool(narrow or _LIMITS.intersection(sentence.texts))


def _mark(words: tuple[str, ...], index: int) -> tuple[str, int, Extent]:
    best: tuple[str, int, Extent] = ("", 0, Extent.LESS)
    for name, phrases, extent in (
        ("concession", CONCESSIONS, Extent.MORE),
        ("hedge", HEDGES, Extent.LESS),
        ("possibility", POSSIBILITIES, Extent.MORE),
        ("exception", EXCEPTIONS, Extent.LESS),
        ("condition", CONDITIONS, Extent.LESS),
    ):
        length = _match(words, index, phrases)
        if length > best[1]:
            best = (name, length, extent)
    if best[1]:
        return best
    word = words[index]
    if word in ONLY:
        return "scope", 1, Extent.LESS
    if word in SCOPES:
        return "scope", 1, _of(SCOPES[word] >= 4)
    return "", 1, Extent.LESS


def _match(words: tuple[str, ...], index: int, phrases: Iterable[tuple[str, ...]]) -> int:
    for phrase in phrases:
        if words[index : index + len(phrase)] == phrase:
            return len(phrase)
    return 0


def replaced(edit: Edit) -> tuple[str, Extent] | None:
    """Return the effect of one word put for another of the same scale; None if there is none."""
    before, after = limit(edit.out), limit(edit.into)
    if before and after and before != after:
        wider = widens(before, after)
        return None if wider is None else ("limit", _of(wider))
    scopes = [[SCOPES[w] for w in side.words if w in SCOPES] for side in (edit.out, edit.into)]
    if len(scopes[0]) == len(scopes[1]) == 1 and scopes[0] != scopes[1]:
        return "scope", _of(scopes[1] > scopes[0])
    out, into = (_content(side) for side in (edit.out, edit.into))
    for name, chains in (("scope of a word", WIDE_TO_NARROW), ("strength", STRONG_TO_WEAK)):
        for chain in chains:
            ranks = [[chain[stem] for stem in side if stem in chain] for side in (out, into)]
            pure = all(stem in chain for stem in (*out, *into))
            if pure and all(ranks) and max(ranks[0]) != max(ranks[1]):
                return name, _of(max(ranks[1]) < max(ranks[0]))
    return None


def _content(side: Side) -> list[str]:
    return stems(word for word in side.words if word not in _EMPTY)


def is_modifier(side: Side) -> bool:
    """Return True if words narrow what stands beside them."""
    words = side.words
    if words[0] in PREPOSITIONS:
        return True
    content = [word for word in words if word not in STOP_WORDS]
    following = side.following[:1]
    before_noun = bool(following) and following[0] not in STOP_WORDS
    before_noun = before_noun and not side.sentence.comma_before(side.end)
    return len(content) == len(words) <= 3 and before_noun
