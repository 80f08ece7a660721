"""Excerpts of two long texts: the changed words with the sentences around them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from delibctl.text.words import Pair

#: Texts of at most this many characters are shown whole.
_SHORT = 400
#: The number of words to show on each side of a change, and of words that are not worth leaving
#: out.
_AROUND, _FEW = 20, 8

_LEFT_OUT = "..."
_WORD = re.compile(r"\S+")
_ENDS_SENTENCE = re.compile(r"[.!?][\"')\]]*$")


def excerpt(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs with what is far from any change left out. Every changed word stays."""
    whole = tuple(pairs)
    if max(sum(len(pair.left) for pair in whole), sum(len(pair.right) for pair in whole)) <= _SHORT:
        return whole
    last = len(whole) - 1
    return tuple(
        replace(
            pair,
            left=_cut(pair.left, after=number > 0, before=number < last),
            right=_cut(pair.right, after=number > 0, before=number < last),
        )
        if pair.same
        else pair
        for number, pair in enumerate(whole)
    )


def _cut(text: str, *, after: bool, before: bool) -> str:
    """Return a text without its middle. `after`, `before`: it comes after or before a change."""
    words = list(_WORD.finditer(text))
    start = _to_end_of_sentence([word[0] for word in words]) if after else 0
    end = len(words) - (_from_start_of_sentence([word[0] for word in words]) if before else 0)
    if not (after or before) or end - start <= _FEW:
        return text
    head = f"{text[: words[start - 1].end()]} " if start else ""
    tail = f" {text[words[end].start() :]}" if end < len(words) else text[words[-1].end() :]
    return f"{head}{_LEFT_OUT}{tail}"


def _to_end_of_sentence(words: list[str]) -> int:
    """Return the number of words up to the end of the first sentence, at most those around."""
    ends = (n for n, word in enumerate(words[:_AROUND], 1) if _ENDS_SENTENCE.search(word))
    return next(ends, min(_AROUND, len(words)))


def _from_start_of_sentence(words: list[str]) -> int:
    """Return the number of words after the end of the last whole sentence, at most those around."""
    last = words[-_AROUND:]
    starts = (n for n in range(len(last)) if _ENDS_SENTENCE.search(last[-1 - n]))
    return next(starts, len(last))
