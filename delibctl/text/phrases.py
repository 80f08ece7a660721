"""Finding phrases in a text, as whole words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from delibctl.text.located import Passage


class Phrases:
    """Phrases, each with a number. A phrase with several numbers is ignored."""

    def __init__(self, phrases: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Pairs of a number and the words of a phrase."""
        numbers: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, words in phrases:
            numbers[tuple(words)].add(number)
        self._numbers = {words: ids.pop() for words, ids in numbers.items() if len(ids) == 1}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._numbers:
            if words:
                lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def find(self, words: Sequence[str]) -> Iterator[Passage]:
        """Yield the phrases in a text, in order; of overlapping phrases, the longer one."""
        end = 0
        for start, first in enumerate(words):
            for length in self._lengths.get(first, ()) if start >= end else ():
                run = tuple(words[start : start + length])
                number = self._numbers.get(run)
                # Near the end of the text a run may be shorter than `length`.
                if number is not None and len(run) == length:
                    end = start + length
                    yield Passage(source=number, start=start, end=end, shared=length)
                    break
