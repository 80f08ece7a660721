"""A lower estimate of the tokens of a text: no tokenizer in use counts fewer."""

from functools import lru_cache

from delibctl.text.lazy import later

#: A run of one character is a single token, up to a length that no text has.
_RUN = later(r"(.)\1{3,}")
#: Scripts without spaces between words: Chinese, Japanese; Thai, Lao, Burmese and Khmer.
_IDEOGRAPHS = later(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_UNSPACED = later(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_FIRST_DENSE = "\u0e00"
#: A mark at the end of a word is mostly a token of its own.
_END = later(r"[^\s.,;:!?][.,;:!?](?=\s|$)")

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
    if max(text, default="") >= _FIRST_DENSE:
        ideographs, unspaced = len(_IDEOGRAPHS.findall(text)), len(_UNSPACED.findall(text))
        dense = ideographs / _IDEOGRAPHS_A_TOKEN + unspaced / _UNSPACED_A_TOKEN
        tokens += max(0.0, dense - (ideographs + unspaced) / _LONGEST)
    return int(tokens)
