"""Qualities that keep an answer careful, such as lawful and safe: one more asks for more care."""

from delibctl.compare.wording.duty import Force
from delibctl.compare.wording.duty_acts import is_adverb
from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.place import Place
from delibctl.compare.wording.stance import denies_before, is_reversed
from delibctl.compare.wording.subjects import AGENTS
from delibctl.compare.wording.vocabulary import word_set
from delibctl.model import Outcome

_CAREFUL = word_set(
    "lawful legal safe safely safety harmless caution cautious cautiously careful carefully "
    "prudent prudence restraint discretion responsible responsibly approved verified licensed "
    "vetted permitted appropriate appropriately decent inoffensive nonviolent"
)
#: After these, a word names a topic or a person, and no quality of an answer.
_TOPICAL = word_set("about on regarding concerning of for to from by against between")
_NEAR = 4
#: Beginnings and ends of words that say what something is not, or for whom it is fit.
_LIMITING = ("non",), ("friendly", "free")
_KEPT = _CAREFUL | set(_LIMITING[1])
_SMALL = word_set("a an the or and with of in its their")


def names_care(side: Side) -> bool:
    """Return True if words name nothing but careful qualities: lawful, safety, family-friendly."""
    words = [w for w in side.words if w not in _SMALL and (w in _KEPT or not is_adverb(w))]
    return bool(words) and (
        all(_is_careful(word) for word in words)
        or (len(words) == 2 and (words[0] in _LIMITING[0] or words[1] in _LIMITING[1]))
    )


def _is_careful(word: str) -> bool:
    limiting = word.startswith("non") and len(word) > len("non") + 3
    return limiting or word in _CAREFUL


def asks_for_care(place: Place, *, item: bool) -> bool:
    """Return True if a careful quality at this place is one of what the assistant gives.

    Among other qualities (`item`) it is one of an answer. Else it may be one of what is checked.
    """
    side, duty = place.side, place.duty
    act = duty.end + 2 if duty and duty.end <= side.start else 0  # "aim for"
    topical = not _TOPICAL.isdisjoint(side.before[max(act, side.start - _NEAR) :])
    if topical or denies_before(side) or is_reversed(side, duty):
        return False
    if duty is None or duty.start >= side.end:
        return place.outcome is Outcome.COMPLY and not AGENTS.isdisjoint(side.before)
    if duty.refuses or duty.helps is False or duty.end > side.start:
        return False
    if place.outcome is Outcome.COMPLY:
        return duty.force in (Force.REQUIRE, Force.PERMIT)
    return duty.force is Force.REQUIRE and (item or duty.helps is True)
