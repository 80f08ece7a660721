"""Which of many texts another text gives with a few words changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from delibctl.text.alignment import densest
from delibctl.text.located import Passage, count
from delibctl.text.stems import STOP_WORDS, stems

#: At least so much of a passage and of what it stands for is shared. This number and those below
#: are our own; `benchmarks/near_quotes` shows what each of them finds and what it finds wrongly.
LEAST_SHARED = 0.65
#: So many of the shared words must tell something: no stop words, and in few sources.
_TELLING = 2
#: Shared pairs of words further apart than this are of two passages, each with words around it.
_APART, _AROUND, _LONGEST = 12, 8, 200


class NearlyQuotable:
    """Texts, the sources, that can be found in another although some of their words differ."""

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
        # A pair that many sources hold leads to none of them, and would cost time.
        few = min(20, max(3, len(sources) // 20))
        self._pairs = {pair: held for pair, held in pairs.items() if len(held) <= few}

    def find(self, words: Sequence[str]) -> list[Passage]:
        """The passages that are nearer to one source than to any other."""
        text = stems(words)
        found = (self._passage(text, *window) for window in self._windows(text))
        return _undisputed([passage for passage in found if passage is not None])

    def _windows(self, text: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """Each source that shares two pairs of words in one place, and that place."""
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
        """The stretch of a window that shares most with a source, if it shares enough."""
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
    """Those that share more, in most of their words, than a passage of another source there."""
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
