"""Finding prompts with nearly the same words, in any order."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations

from delibctl.text.near_duplicates import similar
from delibctl.text.similarity import words
from delibctl.text.stems import stems

#: The least share of distinct words that two prompts have in common; one in five may differ.
_LEAST = 0.8
#: Shorter prompts are alike by chance.
_FEWEST = 4
#: The most prompts of one kind that are compared pair by pair before their words are stemmed.
_FEW = 8
_VOWELS = frozenset("aeiouy")


def near_by_words(
    prompts: Sequence[str], kinds: Sequence[Hashable], accepts: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the indices of each prompt with nearly the words of an earlier one, and of that one.

    Only prompts of one kind are compared; `accepts` filters their pairs.
    """
    split = [list(dict.fromkeys(words(prompt))) for prompt in prompts]
    likely = _likely(split, kinds)
    # Stems take a millisecond for twenty words, and most prompts are like no other.
    stemmed = [
        list(dict.fromkeys(stems(found))) if index in likely else []
        for index, found in enumerate(split)
    ]
    kept = [found if len(found) >= _FEWEST else [] for found in stemmed]

    def both(index: int, earlier: int) -> bool:
        return bool(kept[index]) and kinds[index] == kinds[earlier] and accepts(index, earlier)

    yield from similar(kept, _LEAST, both, run=1)


def _likely(split: Sequence[list[str]], kinds: Sequence[Hashable]) -> set[int]:
    """Return the indices of prompts that may be near another of their kind; never too few."""
    alike = defaultdict[Hashable, list[int]](list)
    for index, kind in enumerate(kinds):
        if len(split[index]) >= _FEWEST:
            alike[kind].append(index)
    likely: set[int] = set()
    for indices in alike.values():
        if len(indices) > _FEW:
            likely.update(indices)
            continue
        starts = {index: set(map(start_of_stem, split[index])) for index in indices}
        for one, other in combinations(indices, 2):
            # Each start of one prompt alone is a stem of it alone, and stems are at most words.
            most = len({*split[one], *split[other]})
            if most - len(starts[one] ^ starts[other]) >= _LEAST * most:
                likely |= {one, other}
    return likely


def start_of_stem(word: str) -> str:
    """Return letters that a word has in common with all words of its stem."""
    # A stem keeps two letters, unless an ending follows one vowel, as in "aed"; y may become i.
    both_vowels = word[:1] in _VOWELS and word[1:2] in _VOWELS
    return word[: 1 if both_vowels else 2].replace("y", "i")
