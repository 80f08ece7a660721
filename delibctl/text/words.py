"""Comparing two texts word by word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from delibctl.text.word_spans import Tokens, spans


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text; `same`: the other text has it as well."""

    text: str
    kind: Literal["same", "changed"]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A stretch of two texts: the same words, or the words of each that the other has not."""

    left: str
    right: str
    same: bool


def compare(left: str, right: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return both texts cut into segments; the joined segments are the original text."""
    return sides(aligned(left, right))


def sides(pairs: Sequence[Pair]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the segments of the left and of the right text."""
    return (
        _segments((pair.left, pair.same) for pair in pairs),
        _segments((pair.right, pair.same) for pair in pairs),
    )


def aligned(left: str, right: str) -> tuple[Pair, ...]:
    """Return both texts cut into pairs of stretches, the same and changed ones in turn.

    White space and upper case are no difference.
    """
    texts = (Tokens(left), Tokens(right))
    aligned_spans = spans(*texts)
    stretches = (
        _stretches(texts[0], [(span.same, span.i, span.i_end) for span in aligned_spans]),
        _stretches(texts[1], [(span.same, span.j, span.j_end) for span in aligned_spans]),
    )
    same = [span.same for span in aligned_spans] or [True]
    return tuple(
        Pair(left=before, right=after, same=is_same)
        for before, after, is_same in zip(*stretches, same, strict=True)
        if before or after
    )


def _stretches(tokens: Tokens, spans: Iterable[tuple[bool, int, int]]) -> list[str]:
    """Return the text of each span; white space before a change belongs to what it follows."""
    stretches: list[str] = []
    for same, start, end in spans:
        text = "".join(tokens.texts[start:end])
        if stretches and not same:
            words = text.lstrip()
            stretches[-1] += text[: len(text) - len(words)]
            text = words
        stretches.append(text)
    return [*stretches[:-1], (stretches[-1] if stretches else "") + tokens.rest]


def _segments(stretches: Iterable[tuple[str, bool]]) -> tuple[Segment, ...]:
    """Return the stretches that have text, with neighbours of one kind joined."""
    segments: list[Segment] = []
    for text, same in stretches:
        kind: Literal["same", "changed"] = "same" if same else "changed"
        if text and segments and segments[-1].kind == kind:
            segments[-1] = Segment(text=segments[-1].text + text, kind=kind)
        elif text:
            segments.append(Segment(text=text, kind=kind))
    return tuple(segments)
