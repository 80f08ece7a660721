"""Finding quotes: passages of a text that are word for word in a source."""

from collections.abc import Iterator, Sequence

from delibctl.text.located import Passage, count


class Quotable:
    """Sources that can be recognised in a text. A run in several sources identifies none."""

    def __init__(self, sources: Sequence[Sequence[str]], least: int) -> None:
        """`sources` are lists of words; fewer than `least` words in a row are no quotation."""
        self._sources = sources
        self._least = least
        self._runs: dict[tuple[str, ...], tuple[int, int] | None] = {}
        for number, words in enumerate(sources):
            for start in range(len(words) - least + 1):
                here = (number, start)
                first = self._runs.setdefault(tuple(words[start : start + least]), here)
                if first is not None and first[0] != number:
                    self._runs[tuple(words[start : start + least])] = None

    def find(self, words: Sequence[str]) -> Iterator[Passage]:
        """Yield the longest passages of a text that are in exactly one source."""
        start = 0
        while start + self._least <= len(words):
            origin = self._runs.get(tuple(words[start : start + self._least]))
            if origin is None:
                start += 1
                continue
            passage = self._extended(words, start, *origin)
            if passage.shared >= self._least:
                yield passage
            # A run that begins in the passage and ends beyond it belongs to another one.
            start = passage.end - self._least + 1

    def _extended(self, words: Sequence[str], start: int, number: int, at: int) -> Passage:
        """Return the run at `start`, extended by all shared words before and after it."""
        source = self._sources[number]
        end, stop = start + self._least, at + self._least
        while end < len(words) and stop < len(source) and words[end] == source[stop]:
            end, stop = end + 1, stop + 1
        while start > 0 and at > 0 and words[start - 1] == source[at - 1]:
            start, at = start - 1, at - 1
        return Passage(source=number, start=start, end=end, shared=count(words[start:end]))
