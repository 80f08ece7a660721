"""The language of a text: directions of words are read only in English."""

import re
from collections.abc import Iterable
from functools import cache

from delibctl.compare.wording.lexicon import HARMFUL, HARMLESS, acts, stem_set
from delibctl.compare.wording.vocabulary import word_set
from delibctl.text.stems import stems

#: Nearly every English text of more than `_SHORT` words has one of these, or such an ending.
_ENGLISH = word_set(
    "the and with for that it are from this they their which who about into must not by without "
    "when where other through such should while against may can be does if unless only "
    "never always first you your user users assistant help answer tell give what how all any"
)
#: Other languages have these words too.
_SHARED = word_set("of or to in a is on as an at")
_ENGLISH_ENDING = re.compile(r"(ing|ness|ful|less|ship|ly|ed)$")
_SHORT = 7
#: Words that nearly every text in another language of Latin script has.
_ELSEWHERE = word_set(
    "de la el los las les des une et est que y en con por para il lo gli che di del della un una "
    "der die das und ist nicht ein eine den het een van voor niet och att det som og ikke ja se "
    "nie na do z w os um uma e o si le du au aux ne pas mit von zu auf für per da dos das ve bir"
)


def foreign(words: Iterable[str]) -> bool:
    """Return True if a text does not seem to be English, so its words cannot be weighed."""
    tokens = list(words)
    text = "".join(tokens)
    other_script = not text.isascii() and any(c > "\u024f" and c.isalpha() for c in text)
    if other_script or len(tokens) <= _SHORT or not _ENGLISH.isdisjoint(tokens):
        return other_script
    known = len(_topics().intersection(stems(tokens))) + len({"of", "or"}.intersection(tokens))
    if known > 1 and _ELSEWHERE.isdisjoint(tokens):
        return False
    endings = sum(bool(_ENGLISH_ENDING.search(token)) for token in tokens)
    return endings + len(_SHARED.intersection(tokens)) < 2 or not endings


@cache
def _topics() -> frozenset[str]:
    """Return the stems of English words that are common in policies."""
    return acts() | stem_set(f"{HARMFUL} {HARMLESS}")
