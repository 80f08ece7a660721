"""The words of a text that are nearest to words misquoted from it."""

from delibctl.text.alignment import densest
from delibctl.text.located import Located

#: The least part of a quote that the text shares, and its least number of words; our own numbers.
_LEAST_SHARED, _LEAST_WORDS = 0.6, 2
#: What is beyond these lengths is not searched.
_LONGEST_QUOTE, _LONGEST_TEXT = 2_000, 40_000


def nearest_words(quote: str, text: str) -> str:
    """Return the stretch of a text that shares most words with a quote; empty if few are shared."""
    quoted, source = Located(quote[:_LONGEST_QUOTE]), Located(text[:_LONGEST_TEXT])
    blocks = densest(source.words, quoted.words)
    shared = sum(block.end - block.start for block in blocks)
    if shared < _LEAST_WORDS or shared < _LEAST_SHARED * len(quoted.words):
        return ""
    # Changed words at the edges of a quote stand in the place of as many words of the text.
    start = max(0, blocks[0].start - blocks[0].source_start)
    after = len(quoted.words) - blocks[-1].source_end
    return source.written(start, min(len(source.words), blocks[-1].end + after))
