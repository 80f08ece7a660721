"""Sentences of two texts, their words, and the pairs that differ."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import LCSseq

from delibctl.compare.wording.folding import plain
from delibctl.compare.wording.vocabulary import SUBJECT_STARTS, spelled_out

#: A sentence ends at a full stop before a capital, at a blank line, and where a list item begins.
_END = re.compile(
    r"(?<=[.!?])[\"')\]*_]*\s+(?=[\"'(\[*_]*[A-Z0-9])|\n\s*\n|\n(?=\s*(?:[-*+•]|\d{1,3}[.)])\s)"
)
_WORD = re.compile(
    r"(?<=\])\([^()\s]+\)|(?<![^\W_])[-.]{1,9}\d[\d.,]*"
    r"|[^\W_]+(?:['.,:/+#-]+[^\W_]+)*[+#]*|[%$€£¥<>=≤≥+&§~→←✅❌☐☑]"
)
_COMMAS = frozenset(",;:(-")
_DASHES = re.compile(r"[-–—]+")
_LEADING_MARK = re.compile(r"\s*(?:[-*+•#>]+|\d{1,3}[.)])\s+")

#: From this share of common words on, one sentence counts as a rewording of another.
_REWORDED = 0.4
#: How many later sentences are compared with one, so that long texts take linear time.
_WINDOW = 8
#: How many words after a duty can tell what it demands: a sentence of 30,000 words has as many.
_REACH = 16


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case and as written, and the punctuation between it and the word before it.

    Words of one contraction, such as "can not" of "cannot", are written as the first of them.
    """

    text: str
    written: str
    gap: str = ""
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its words; contractions and hyphens are taken apart."""

    words: tuple[Word, ...]
    source: str = field(compare=False)
    texts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(word.text for word in self.words))

    def after(self, index: int) -> tuple[str, ...]:
        """Return the words from a place on that can belong to an act there; never all of them."""
        return self.texts[index : index + _REACH]

    def gap(self, index: int) -> str:
        """Return the punctuation before a word; "" at the end of the sentence."""
        return self.words[index].gap if index < len(self.words) else ""

    def comma_before(self, index: int) -> bool:
        """Return True if a comma or the like precedes a word."""
        return index < len(self.commas) and self.commas[index]

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """The words outside of brackets, which hold examples and asides."""
        depth, found = 0, []
        for word in self.words:
            depth = max(0, depth + word.gap.count("(") - word.gap.count(")"))
            if not depth:
                found.append(word.text)
        return tuple(found)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(self.texts)

    @cached_property
    def commas(self) -> tuple[bool, ...]:
        """Whether a comma or the like precedes each word, and False for the end."""
        gaps = (bool(word.gap) and not _COMMAS.isdisjoint(word.gap) for word in self.words)
        return (*gaps, False)

    @cached_property
    def subject_starts(self) -> tuple[int, ...]:
        """The start of the part of the sentence around each word, and around the end."""
        start, starts = 0, [0]
        for index, (word, comma) in enumerate(zip(self.texts, self.commas[1:], strict=True), 1):
            if comma or word in SUBJECT_STARTS:
                start = index
            starts.append(start)
        return tuple(starts)

    def written(self, start: int, end: int) -> str:
        """Return words as written, with the punctuation between them."""
        if start >= end:
            return ""
        first = self.words[start]
        if not first.written:  # the end of a contraction
            return " ".join(self.texts[start:end])
        return self.source[first.end - len(first.written) : self.words[end - 1].end]

    @property
    def tail(self) -> str:
        """The punctuation after the last word."""
        return _DASHES.sub("-", self.source[self.words[-1].end :].strip()) if self.words else ""

    def is_written_like(self, other: "Sentence") -> bool:
        """Return True if two sentences differ at most in spaces and in a full stop at the end."""
        ways = ["".join(word.gap + word.written for word in s.words) for s in (self, other)]
        return ways[0] == ways[1] and self.tail.rstrip(".") == other.tail.rstrip(".")


@dataclass(frozen=True)
class SentencePair:
    """A sentence before and after, None where there is none, and the text of the one before."""

    old: Sentence | None
    new: Sentence | None
    preceding: str

    @property
    def previous(self) -> Sentence | None:
        """The sentence before both."""
        return next(iter(sentences(self.preceding)), None)


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text that have words."""
    return _parsed(_split(text))


def _split(text: str) -> list[str]:
    return _END.split(plain(text))


def _parsed(pieces: Sequence[str]) -> list[Sentence]:
    return [sentence for piece in pieces if (sentence := _sentence(piece)).words]


def _sentence(text: str) -> Sentence:
    start = match.end() if (match := _LEADING_MARK.match(text)) else 0
    words: list[Word] = []
    end = start
    for match in _WORD.finditer(text, start):
        gap, end = text[end : match.start()].strip(), match.end()
        if gap:  # most words follow a space
            gap = _DASHES.sub("-", gap)
        first, *endings = spelled_out(match[0].lower())
        words.append(Word(first, match[0], gap, end))
        words += [Word(ending, "", "", end) for ending in endings]
    return Sentence(tuple(words), text)


def changed_sentences(old: str, new: str) -> list[SentencePair]:
    """Return the sentences that differ, each with its rewording if there is one."""
    before, after = _split(old), _split(new)
    # Only what differs is taken apart: most of a long text is the same on both sides.
    return [
        SentencePair(*pair, before[i1 - 1] if i1 else "")
        for i1, i2, j1, j2 in _differing(before, after)
        for pair in _paired(_parsed(before[i1:i2]), _parsed(after[j1:j2]))
    ]


def _differing(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places that differ: start and end before, start and end after."""
    i = j = 0
    for block in LCSseq.editops(before, after).as_matching_blocks():
        if i < block.a or j < block.b:
            yield i, block.a, j, block.b
        i, j = block.a + block.size, block.b + block.size


def _paired(
    old: Sequence[Sentence], new: Sequence[Sentence]
) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    start = 0
    for sentence in old:
        window = range(start, min(start + _WINDOW, len(new)))
        likeness = {index: _likeness(sentence, new[index]) for index in window}
        best = max(window, key=likeness.__getitem__, default=None)
        if best is None or likeness[best] < _REWORDED:
            yield sentence, None
            continue
        yield from ((None, added) for added in new[start:best])
        yield sentence, new[best]
        start = best + 1
    yield from ((None, added) for added in new[start:])


def _likeness(left: Sentence, right: Sentence) -> float:
    shared = sum(min(count, right.counts[text]) for text, count in left.counts.items())
    return shared / ((len(left.texts) + len(right.texts) - shared) or 1)
