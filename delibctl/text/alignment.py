"""Aligning two texts: the stretch of one with most words of the other, in order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

#: The cost of a word that is not shared; a shared word scores 1. We chose this number.
_CHANGED = 0.4


class Block(NamedTuple):
    """A run of words that a text and a source share, as offsets in both."""

    start: int
    end: int
    source_start: int
    source_end: int


def densest(text: Sequence[str], source: Sequence[str]) -> list[Block]:
    """Return the consecutive shared runs with the highest score, minus the cost of gaps.

    Both directions are tried, since words may occur more than once in the text.
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
    """Yield the runs of the longest common subsequence, in order."""
    from rapidfuzz.distance import LCSseq

    for code in LCSseq.opcodes(text, source):
        if code.tag == "equal":
            yield Block(code.src_start, code.src_end, code.dest_start, code.dest_end)


def _best(blocks: Iterable[Block]) -> tuple[float, list[Block]]:
    """Return the highest score of consecutive runs, and these runs."""
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
