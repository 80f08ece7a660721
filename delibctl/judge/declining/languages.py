"""The languages in which answers are read."""

from collections.abc import Sequence

from delibctl.judge.declining.chinese import CHINESE
from delibctl.judge.declining.english import ENGLISH
from delibctl.judge.declining.french import FRENCH
from delibctl.judge.declining.german import GERMAN
from delibctl.judge.declining.italian import ITALIAN
from delibctl.judge.declining.japanese import JAPANESE
from delibctl.judge.declining.language import Language
from delibctl.judge.declining.portuguese import PORTUGUESE
from delibctl.judge.declining.spanish import SPANISH
from delibctl.text.lazy import later

_LATIN = (ENGLISH, FRENCH, GERMAN, ITALIAN, PORTUGUESE, SPANISH)
_HAN_OR_KANA = later("[\u3040-\u30ff\u4e00-\u9fff]")
_KANA = later("[\u3040-\u30ff]")
#: A language is recognised by its commonest words in so many characters.
_SAMPLE = 400
#: No other language has more of the commonest English words.
_ENOUGH = 12


def languages_of(unmarked: str) -> Sequence[Language]:
    """Return the languages that a text without marks may be in, by its commonest words."""
    sample = unmarked[:_SAMPLE]
    if not sample.isascii() and _HAN_OR_KANA.search(sample):
        return (JAPANESE,) if _KANA.search(sample) else (CHINESE,)
    words = set(sample.split())
    english = len(words & ENGLISH.words)
    if english > _ENOUGH:
        return (ENGLISH,)
    found = [english, *(len(words & language.words) for language in _LATIN[1:])]
    most = max(found)
    return [language for language, count in zip(_LATIN, found, strict=True) if count == most]
