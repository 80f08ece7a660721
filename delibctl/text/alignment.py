"""The stretch of one text that has most words of another, in their order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

#: What a word that is not shared costs a stretch, where a shared one brings 1; our own number.
_CHANGED = 0.4


class Block(NamedTuple):
    """A run of words that a text and a source share."""

    start: int
    end: int
    source_start: int
    source_end: int


def densest(text: Sequence[str], source: Sequence[str]) -> list[Block]:
    """The shared runs, one after the other, that bring most once what is between is paid for.

    Words that stand in the text more than once are looked for from both of its ends.
    """
    ahead, behind = _best(_shared(text, source)), _best(_shared(text[::-1], source[::-1]))
    if ahead[0] >= behind[0]:
        return ahead[1]
    size, length = len(text), len(source)
    return [
        Block(size - b.end, size - b.start, length - b.source_end, length - b.source_start)
        for b in reversed(behind[1])
    ]


def _shared(text: Sequence[str], source: Sequence[str]) -> Iterator[Block]:
    """The runs of the longest common subsequence, in order."""
    from rapidfuzz.distance import LCSseq

    for code in LCSseq.opcodes(text, source):
        if code.tag == "equal":
            yield Block(code.src_start, code.src_end, code.dest_start, code.dest_end)


def _best(blocks: Iterable[Block]) -> tuple[float, list[Block]]:
    """The runs in a row that bring most, and how much that is."""
    best: list[Block] = []
    current: list[Block] = []
    most = score = 0.0
    for block in blocks:
        if current:
            before = current[-1]
            between = block.start - before.end + block.source_start - before.source_end
            score -= _CHANGED * between
        if score <= 0:
            current, score = [], 0.0
        current.append(block)
        score += block.end - block.start
        if score > most:
            best, most = current[:], score
    return most, best
