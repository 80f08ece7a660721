"""Words around a name that deny it, or leave open whether it applies."""

import re

from delibctl.text.lazy import later

#: Where what is said of one thing ends.
_BREAK = (
    r"[,;:()\u2014，、；：而但]|"
    r"\b(?:so|but|because|therefore|hence|thus|and|sondern|aber|mais|sino|mas|ma)\b"
)
_SPLIT = later(_BREAK, re.IGNORECASE)
_DENIAL = (
    r"\b(?:not(?! only| just)|cannot|never|no|neither|nor|without|rather than|instead of|unlike|"
    r"wrong|avoid\w*|against|nicht|kein\w*|statt|anstatt|pas|plutôt que|au lieu d[eu]|ni|non|"
    r"en (?:vez|lugar) de|anziché|invece di|não|nem|em vez de)\b|n't\b|[不非無没]"
)
#: The characters before and after a name in which it may be denied.
NEAR = 160
#: A denial, and the few words between it and what is denied.
_DENIED_BEFORE = later(rf"(?:{_DENIAL})[^\W_]{{0,30}}+(?:\W++[^\W_]++){{0,7}}+\W*+$", re.IGNORECASE)
_DENIED_AFTER = later(
    rf"^\W*(?:[^\W_]+\W+){{0,4}}?(?:{_DENIAL}|(?:is|be|are|seems?|feels?)\W+(?:too|wrong|excessive|"
    r"un(?:suitable|necessary|needed|warranted|kind)|in(?:appropriate|adequate|correct))\b|ではな|じゃな)",
    re.IGNORECASE,
)
_HYPOTHETICAL = later(
    r"\b(?:if|unless|whether|(?<!\bi )would|might|could|wenn|würde|sofern|sauf si|"
    r"falls(?! under| into| within| in ))\b|もし|如果",
    re.IGNORECASE,
)


def denied(before: str, after: str) -> bool:
    """Return True if the words of a sentence before or after a name say that it does not apply."""
    near, following = _SPLIT.split(before)[-1], _SPLIT.split(after)[0]
    return bool(_DENIED_BEFORE.search(near) or _DENIED_AFTER.search(following))


def hypothetical(sentence: str) -> bool:
    """Return True if a sentence asks something, or speaks of what would be otherwise."""
    return sentence.rstrip().endswith(("?", "？")) or bool(_HYPOTHETICAL.search(sentence))
