"""What an edit does to the extent of a rule: it holds in more cases, or in fewer."""

from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from delibctl.compare.wording.chains import ENDORSEMENT, STRONG_TO_WEAK, WIDE_TO_NARROW
from delibctl.compare.wording.edits import Edit, Side
from delibctl.compare.wording.markers import (
    CONCESSIONS,
    CONDITIONS,
    EXCEPTIONS,
    HEDGES,
    ONLY,
    POSSIBILITIES,
    SCOPES,
)
from delibctl.compare.wording.quantities import limit, widens
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.vocabulary import word_set
from delibctl.text.stems import STOP_WORDS, stems

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
        # In "strictly academic", the adverb belongs to the word after it.
        inner = words[index].endswith("ly") and length < len(words) - index
        if name and not inner:
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


def limits(sentence: Sentence, *, cares: bool = False) -> bool:
    """Return True if a sentence says for what little it holds: only, if, at most, nothing else.

    `cares`: it asks for care or for a refusal, which is more even under a condition.
    """
    narrowing = {"exception", "hedge"} if cares else {"exception", "condition", "hedge"}
    narrow = narrowing.intersection(names(sentence.texts))
    return bool(narrow or _LIMITS.intersection(sentence.texts))


def _mark(words: tuple[str, ...], index: int) -> tuple[str, int, Extent]:
    for phrase, name, extent in _phrases().get(words[index], ()):
        if words[index : index + len(phrase)] == phrase:
            return name, len(phrase), extent
    word = words[index]
    if word in ONLY:
        return "scope", 1, Extent.LESS
    if word in SCOPES and not _is_superlative(words, index):
        return "scope", 1, _of(SCOPES[word] >= 4)
    return "", 1, Extent.LESS


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, Extent]]]:
    """Return the marked phrases with name and extent by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, Extent]]] = {}
    for name, phrases, extent in (
        ("concession", CONCESSIONS, Extent.MORE),
        ("hedge", HEDGES, Extent.LESS),
        ("possibility", POSSIBILITIES, Extent.MORE),
        ("exception", EXCEPTIONS, Extent.LESS),
        ("condition", CONDITIONS, Extent.LESS),
    ):
        for phrase in phrases:
            table.setdefault(phrase[0], []).append((phrase, name, extent))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def replaced(edit: Edit) -> tuple[str, Extent] | None:
    """Return the effect of one word put for another of the same scale; None if there is none."""
    before, after = limit(edit.out), limit(edit.into)
    if before and after and before != after:
        wider = widens(before, after)
        return None if wider is None else ("limit", _of(wider))
    scopes = [list(_scopes(side.words)) for side in (edit.out, edit.into)]
    if len(scopes[0]) == len(scopes[1]) == 1 and scopes[0] != scopes[1]:
        return "scope", _of(scopes[1] > scopes[0])
    out, into = (_content(side) for side in (edit.out, edit.into))
    for name, chains in (
        ("endorsement", ENDORSEMENT),
        ("scope of a word", WIDE_TO_NARROW),
        ("strength", STRONG_TO_WEAK),
    ):
        for chain in chains if out and into else ():
            if all(stem in chain for stem in (*out, *into)):
                before_rank, after_rank = (
                    min(chain[stem] for stem in side) for side in (out, into)
                )
                if before_rank != after_rank:
                    return name, _of(after_rank < before_rank)
    return None


def _scopes(words: tuple[str, ...]) -> Iterator[float]:
    """Yield the share of a set that each word selects, but for "at most" and "the most"."""
    for index, word in enumerate(words):
        if word in SCOPES and not _is_superlative(words, index):
            yield SCOPES[word]


def _is_superlative(words: tuple[str, ...], index: int) -> bool:
    """Return True for "most" in "the ten most common" and in "at most"."""
    return words[index] in ("most", "fewest") and not {"the", "at"}.isdisjoint(
        words[max(0, index - 2) : index]
    )


def _content(side: Side) -> list[str]:
    """Return the stems of the words, without adverbs of manner."""
    words = [word for word in side.words if word not in _EMPTY]
    return stems([word for word in words if not word.endswith("ly")] or words)
