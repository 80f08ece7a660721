"""Comparing two texts word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of text; `same`: the other text has it as well."""

    text: str
    kind: Literal["same", "changed"]


#: Fewer equal words than this between two changes are chance; they count as changed.
_LEAST_SHARED = 3

_Opcode = tuple[str, int, int, int, int]


def compare(left: str, right: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return both texts cut into segments; the joined segments are the original text."""
    tokens = [_TOKEN.findall(text) for text in (left, right)]
    folded = [[token.casefold() for token in side] for side in tokens]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    opcodes = _without_chance(matcher.get_opcodes(), folded[0])
    return (
        _segments(tokens[0], [(tag, start, end) for tag, start, end, _, _ in opcodes]),
        _segments(tokens[1], [(tag, start, end) for tag, _, _, start, end in opcodes]),
    )


def _without_chance(opcodes: Sequence[_Opcode], tokens: list[str]) -> list[_Opcode]:
    """Return the opcodes with short equal runs between two changes marked as changed."""
    result: list[_Opcode] = []
    for index, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        words = sum(token[0].isalnum() for token in tokens[i1:i2])
        inner = 0 < index < len(opcodes) - 1
        chance = tag == "equal" and inner and words < _LEAST_SHARED
        result.append(("replace" if chance else tag, i1, i2, j1, j2))
    return result


def _segments(tokens: list[str], spans: list[tuple[str, int, int]]) -> tuple[Segment, ...]:
    """Return spans as segments, with neighbours of one kind joined."""
    segments: list[Segment] = []
    for tag, start, end in spans:
        text = "".join(tokens[start:end])
        kind: Literal["same", "changed"] = "same" if tag == "equal" else "changed"
        if text and segments and segments[-1].kind == kind:
            segments[-1] = Segment(text=segments[-1].text + text, kind=kind)
        elif text:
            segments.append(Segment(text=text, kind=kind))
    return tuple(segments)
