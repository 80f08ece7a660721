"""How alike texts are, and the most alike of many without comparing all with all."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import ceil

from delibctl.text.similarity import contained, shingles, words

Shingles = frozenset[tuple[str, ...]]

#: Below this two texts have no more in common than any two clauses of one policy.
UNLIKE = 0.3

#: 0.07 * 100 is more than 7.
_ROUNDING = 1e-9


def likeness(left: str, right: str) -> float:
    """The share of the shorter text that stands in the other, or of words that both have, 0 to 1.

    By runs of three words, so that a text that only grew is alike; and by single words, as a few
    changes spread over a short text leave none of its runs whole.
    """
    short, long = sorted((shingles(left), shingles(right)), key=len)
    return max(contained(short, long), _shared_words(left, right))


def overlap(left: Shingles, right: Shingles) -> float:
    """The shingles that both have, as a share of all (Jaccard)."""
    both = len(left & right)
    return both / (len(left) + len(right) - both) if both else 0.0


def _shared_words(left: str, right: str) -> float:
    one, other = (Counter(words(text)) for text in (left, right))
    return (one & other).total() / ((one | other).total() or 1)


class Index:
    """Texts by their rarest shingles, to find those that overlap another text enough.

    If two sets overlap by `least`, they share one of the first n - ceil(least * n) + 1 members of
    each in any common order (prefix filtering); rarest first keeps the candidates few.
    """

    def __init__(self, texts: Mapping[str, str], least: float) -> None:
        self._least = least
        self._shingles = {id: shingles(text) for id, text in texts.items()}
        self._counts = Counter(one for found in self._shingles.values() for one in found)
        self._holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for id, found in self._shingles.items():
            for one in self._rarest(found):
                self._holders[one].append(id)

    def alike(self, text: str) -> list[tuple[float, str]]:
        """Overlap and id of each text that overlaps this one by at least `least`, best first."""
        wanted = shingles(text)
        candidates = dict.fromkeys(
            id for one in self._rarest(wanted) for id in self._holders.get(one, ())
        )
        scored = ((overlap(wanted, self._shingles[id]), id) for id in candidates)
        found = [pair for pair in scored if pair[0] >= self._least]
        return sorted(found, key=lambda pair: -pair[0])

    def _rarest(self, found: Shingles) -> list[tuple[str, ...]]:
        ordered = sorted(found, key=lambda one: (self._counts[one], one))
        return ordered[: len(found) - ceil(self._least * len(found) - _ROUNDING) + 1]
