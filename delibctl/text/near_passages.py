"""Finding near quotes: passages of a text that are in a source with a few words changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from delibctl.text.alignment import densest
from delibctl.text.located import Passage, count
from delibctl.text.stems import STOP_WORDS, stems

#: The least shared part of a passage and of its original. We chose this threshold and those below;
#: `benchmarks/near_quotes` shows which near quotes each of them finds, and its false matches.
LEAST_SHARED = 0.65
#: The least number of telling shared words: in few sources, and not stop words.
_TELLING = 2
#: Words between shared pairs that separate passages, words added around, words of a passage.
_APART, _AROUND, _LONGEST = 12, 8, 200


class NearlyQuotable:
    """Sources that can be recognised in a text even if some of their words differ."""

    def __init__(
        self, sources: Sequence[Sequence[str]], least: int, least_shared: float = LEAST_SHARED
    ) -> None:
        """`sources` are lists of words; fewer than `least` shared words are no quotation."""
        self._sources = [stems(words) for words in sources]
        self._least, self._least_shared = least, least_shared
        in_sources = Counter(stem for source in self._sources for stem in set(source))
        few = max(2, len(sources) // 10)
        stop = set(stems(STOP_WORDS))
        self._telling = {s for s, times in in_sources.items() if times <= few and s not in stop}
        pairs: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for number, source in enumerate(self._sources):
            for pair in pairwise(source):
                pairs[pair].add(number)
        # A pair in many sources identifies none of them, and would cost time.
        few = min(20, max(3, len(sources) // 20))
        self._pairs = {pair: numbers for pair, numbers in pairs.items() if len(numbers) <= few}

    def find(self, words: Sequence[str]) -> list[Passage]:
        """Return the passages that are nearer to one source than to any other."""
        text = stems(words)
        candidates = (self._passage(text, *window) for window in self._windows(text))
        return _undisputed([passage for passage in candidates if passage is not None])

    def _windows(self, text: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Yield each source that shares two pairs of words in one place, with that place."""
        hits: defaultdict[int, list[int]] = defaultdict(list)
        for start, pair in enumerate(pairwise(text)):
            for number in self._pairs.get(pair, ()):
                hits[number].append(start)
        for number, starts in hits.items():
            group: list[int] = []
            for start in [*starts, len(text) + _LONGEST]:
                if group and (start - group[-1] > _APART or start - group[0] > _LONGEST):
                    if len(group) > 1:
                        yield number, max(0, group[0] - _AROUND), group[-1] + 2 + _AROUND
                    group = []
                group.append(start)

    def _passage(self, text: Sequence[str], number: int, start: int, end: int) -> Passage | None:
        """Return the stretch of a window that shares most with a source; None if too little."""
        blocks = densest(text[start:end], self._sources[number])
        words = [word for b in blocks for word in text[start + b.start : start + b.end]]
        shared = count(words)
        if shared < self._least or sum(word in self._telling for word in words) < _TELLING:
            return None
        first, last = blocks[0], blocks[-1]
        lengths = last.end - first.start + last.source_end - first.source_start
        if 2 * len(words) < self._least_shared * lengths:
            return None
        return Passage(
            source=number, start=start + first.start, end=start + last.end, shared=shared
        )


def _undisputed(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages that, in most of their words, share more than those of other sources."""
    most: dict[int, float] = {}
    holders: dict[int, set[int]] = {}
    for passage in passages:
        for word in range(passage.start, passage.end):
            if passage.shared > most.get(word, 0):
                most[word], holders[word] = passage.shared, {passage.source}
            elif passage.shared == most[word]:
                holders[word].add(passage.source)
    return [
        passage
        for passage in passages
        if 2 * sum(holders[word] == {passage.source} for word in range(passage.start, passage.end))
        > passage.end - passage.start
    ]
