"""Finding prompts with nearly the words of another one, in time that grows with their length."""

import re
import unicodedata
from collections.abc import Sequence

from delibctl.model import Message

_WORD = re.compile(r"\w+")
#: Longer prompts are compared by all of their words only.
_MOST_WORDS = 60
#: The share of equal letters, in percent, of two prompts that differ in a single word.
_LEAST = 94


def alike(prompts: Sequence[tuple[int, tuple[Message, ...]]]) -> list[tuple[int, int]]:
    """Return pairs of lines: a prompt, and the earlier one with nearly the same words.

    Case, accents, spaces and punctuation do not count; a single word may be spelt another way.
    """
    by_words: dict[tuple[str, ...], int] = {}
    by_gap: dict[tuple[object, ...], tuple[int, str]] = {}
    pairs = []
    for line, messages in prompts:
        words = _words(messages)
        if not words:
            continue
        if words in by_words:
            pairs.append((line, by_words[words]))
            continue
        by_words[words] = line
        if near := _one_word_off(line, words, by_gap):
            pairs.append((line, near))
    return pairs


def _one_word_off(
    line: int, words: tuple[str, ...], by_gap: dict[tuple[object, ...], tuple[int, str]]
) -> int | None:
    """Return the line of an earlier prompt that differs in one word, which is spelt alike."""
    if not 3 <= len(words) <= _MOST_WORDS:
        return None
    # Imported on first use, like in the suggestions for names.
    from rapidfuzz import fuzz

    text, near = " ".join(words), None
    for index in range(len(words)):
        gap = (index, hash(words[:index]), hash(words[index + 1 :]))
        earlier = by_gap.setdefault(gap, (line, text))
        if earlier[0] != line and near is None and fuzz.ratio(text, earlier[1]) >= _LEAST:
            near = earlier[0]
    return near


def _words(messages: tuple[Message, ...]) -> tuple[str, ...]:
    """Return the words of a conversation without case and accents; symbols if it has no words."""
    text = "\n".join(message.content for message in messages)
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text).casefold()
        if not unicodedata.combining(character)
    )
    return tuple(_WORD.findall(plain)) or tuple(plain.split())
