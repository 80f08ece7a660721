"""Likeness of texts, and an index that finds similar texts without comparing all pairs."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import ceil

from delibctl.text.similarity import contained, shingles, words

Shingles = frozenset[tuple[str, ...]]

#: Below this likeness, two texts share no more than any two clauses of one policy.
UNLIKE = 0.3

#: 0.07 * 100 is more than 7.
_ROUNDING = 1e-9


def likeness(left: str, right: str) -> float:
    """Return the larger of two shares, 0 to 1: contained runs of three words, and common words.

    Runs make a text that only grew similar. Single words help where a few changes, spread over a
    short text, break all of its runs.
    """
    short, long = sorted((shingles(left), shingles(right)), key=len)
    return max(contained(short, long), _shared_words(left, right))


def overlap(left: Shingles, right: Shingles) -> float:
    """Return the common shingles as a share of all shingles (Jaccard), 0 to 1."""
    common = len(left & right)
    return common / (len(left) + len(right) - common) if common else 0.0


def _shared_words(left: str, right: str) -> float:
    counts = [Counter(words(text)) for text in (left, right)]
    return (counts[0] & counts[1]).total() / ((counts[0] | counts[1]).total() or 1)


class Index:
    """An index of texts by their rarest shingles, to find texts that overlap another enough.

    If two sets overlap by `least`, they share one of the first n - ceil(least * n) + 1 members of
    each in any common order (prefix filtering); rarest first keeps the candidates few.
    """

    def __init__(self, texts: Mapping[str, str], least: float) -> None:
        self._least = least
        self._shingles = {id: shingles(text) for id, text in texts.items()}
        self._counts = Counter(run for runs in self._shingles.values() for run in runs)
        self._ids_of: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for id, runs in self._shingles.items():
            for run in self._rarest(runs):
                self._ids_of[run].append(id)

    def alike(self, text: str) -> list[tuple[float, str]]:
        """Return (overlap, id) of the texts that overlap by at least `least`, best first."""
        runs = shingles(text)
        candidates = dict.fromkeys(
            id for run in self._rarest(runs) for id in self._ids_of.get(run, ())
        )
        scored = ((overlap(runs, self._shingles[id]), id) for id in candidates)
        matches = [pair for pair in scored if pair[0] >= self._least]
        return sorted(matches, key=lambda pair: -pair[0])

    def _rarest(self, runs: Shingles) -> list[tuple[str, ...]]:
        ordered = sorted(runs, key=lambda run: (self._counts[run], run))
        return ordered[: len(runs) - ceil(self._least * len(runs) - _ROUNDING) + 1]
