"""The equal and the changed words of two texts: sentences are aligned first, then words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from delibctl.text.lazy import later
from delibctl.text.stems import STOP_WORDS

#: Characters of scripts without spaces: each is a word.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTERS = rf"[^\W{_UNSPACED}]+"
#: A word or a sign, after the white space before it. White space at the end is a match too:
#: otherwise it would be searched from each of its characters.
_TOKEN = later(
    rf"(\s*)([{_UNSPACED}]|{_LETTERS}(?:(?:['’-]|(?<=\d)[.,](?=\d)){_LETTERS})*|[^\w\s]|\Z)"
)
_SENTENCE_ENDS = frozenset(".!?。！？")

#: Fewer equal words than this between two changes are chance; they count as changed.
_LEAST_SHARED = 3
#: So are more of them if the changes on both sides are this many times as long.
_LONGER = 3
#: Texts whose lengths have a larger product are not compared, since that takes too much memory.
_LARGEST = 400_000_000


class Span(NamedTuple):
    """Tokens of two texts: `i` to `i_end` of the left one, `j` to `j_end` of the right one."""

    same: bool
    i: int
    i_end: int
    j: int
    j_end: int


class Tokens:
    """The tokens of a text: each with the white space before it, and as it is compared."""

    def __init__(self, text: str) -> None:
        tokens = [token for token in _TOKEN.findall(text) if token[1]]
        self.texts = [space + word for space, word in tokens]
        self.keys = [word.casefold() for _, word in tokens]
        ends = [
            number
            for number in range(1, len(tokens))
            if "\n" in tokens[number][0]
            or (tokens[number][0] and tokens[number - 1][1] in _SENTENCE_ENDS)
        ]
        #: The offsets at which sentences begin, and the end.
        self.starts = [0, *ends, len(tokens)]
        self.rest = text[sum(map(len, self.texts)) :]

    @property
    def sentences(self) -> list[str]:
        """The sentences as they are compared."""
        bounds = zip(self.starts, self.starts[1:], strict=False)
        return [" ".join(self.keys[start:end]) for start, end in bounds]


def spans(left: Tokens, right: Tokens) -> list[Span]:
    """Return spans of both texts, equal and changed ones in turn."""
    return _phrases(_spans(left, right), left.keys)


def _spans(left: Tokens, right: Tokens) -> Iterator[Span]:
    """Yield equal sentences, and what is equal and what is not in the words between them."""
    for same, *sentences in _compared(left.sentences, right.sentences):
        i, i_end = (left.starts[number] for number in sentences[:2])
        j, j_end = (right.starts[number] for number in sentences[2:])
        if same:
            yield Span(True, i, i_end, j, j_end)
            continue
        for span in _compared(left.keys[i:i_end], right.keys[j:j_end]):
            yield Span(span.same, i + span.i, i + span.i_end, j + span.j, j + span.j_end)


def _compared(left: Sequence[str], right: Sequence[str]) -> Iterator[Span]:
    """Yield the longest common subsequence of two lists, and what is between its runs."""
    from rapidfuzz.distance import LCSseq

    i = j = 0
    if len(left) * len(right) <= _LARGEST:
        for code in LCSseq.opcodes(left, right):
            if code.tag == "equal":
                if (i, j) != (code.src_start, code.dest_start):
                    yield Span(False, i, code.src_start, j, code.dest_start)
                i, j = code.src_end, code.dest_end
                yield Span(True, code.src_start, i, code.dest_start, j)
    if (i, j) != (len(left), len(right)):
        yield Span(False, i, len(left), j, len(right))


def _phrases(spans: Iterable[Span], words: Sequence[str]) -> list[Span]:
    """Return spans, the same and changed ones in turn; those the same by chance are changed."""
    result: list[Span] = []
    for span in spans:
        if result and result[-1].same == span.same:
            span = _joined(result.pop(), span)
        result.append(span)
        while not span.same and len(result) > 2:
            before, shared, after = result[-3:]
            if not _by_chance(before, shared, after, words):
                break
            result[-3:] = [_joined(before, after)]
    return result


def _joined(first: Span, last: Span) -> Span:
    return Span(last.same, first.i, last.i_end, first.j, last.j_end)


def _by_chance(before: Span, shared: Span, after: Span, words: Sequence[str]) -> bool:
    """Return True if words between two changes are too few, or tell too little, to count."""
    run = [word for word in words[shared.i : shared.i_end] if word[0].isalnum()]
    changed = min(_length(before), _length(after))
    telling = [word for word in run if word not in STOP_WORDS]
    return len(run) < _LEAST_SHARED or not telling or len(run) * _LONGER <= changed


def _length(span: Span) -> int:
    return max(span.i_end - span.i, span.j_end - span.j)
