"""A lower estimate of the tokens of a text: no tokenizer in use counts fewer."""

import re
from functools import lru_cache

#: A run of one character is a single token, up to a length that no text has.
_RUN = re.compile(r"(.)\1{3,}")
#: Scripts without spaces between words: Chinese, Japanese; Thai, Lao, Burmese and Khmer.
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
#: A mark at the end of a word is mostly a token of its own.
_END = re.compile(r"[^\s.,;:!?][.,;:!?](?=\s|$)")

#: Characters of one token at most. All are our own numbers, from the texts of the tests.
_LONGEST = 16
_IDEOGRAPHS_A_TOKEN = 4
_UNSPACED_A_TOKEN = 8


@lru_cache(maxsize=256)
def fewest_tokens(text: str) -> int:
    """Return a lower estimate of the tokens of a text: no token reaches over a space.

    Texts that questions share, as the policy, are read once.
    """
    text = _RUN.sub(r"\1", text)
    words = text.split()
    tokens = sum(-(-len(word) // _LONGEST) for word in words) + len(_END.findall(text)) / 2
    if not text.isascii():
        ideographs, unspaced = len(_IDEOGRAPHS.findall(text)), len(_UNSPACED.findall(text))
        dense = ideographs / _IDEOGRAPHS_A_TOKEN + unspaced / _UNSPACED_A_TOKEN
        tokens += max(0.0, dense - (ideographs + unspaced) / _LONGEST)
    return int(tokens)
