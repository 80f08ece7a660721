"""Items and modifiers that were added or removed."""

from delibctl.compare.scales import Direction
from delibctl.compare.wording.duty import Force
from delibctl.compare.wording.extent import Extent, names
from delibctl.compare.wording.lists import is_example, is_item, links_conditions
from delibctl.compare.wording.modifiers import PREPOSITIONS, in_domain, is_amount, modifies
from delibctl.compare.wording.place import Effect, Place
from delibctl.compare.wording.stance import is_reversed
from delibctl.compare.wording.vocabulary import NEGATIONS
from delibctl.model import Outcome
from delibctl.text.stems import STOP_WORDS

#: "In detail" tells of more, though it narrows.
_FULLER = frozenset({"detail", "full", "depth", "length", "color", "colour"})
_RELATIVES = frozenset({"that", "which", "who"})
_OBJECTS = (("which",), ("whom",), ("whose",))
#: How far before an item the word that links it is looked for.
_NEAR = 6


def plain(place: Place, added: bool, *, item: bool = False) -> Effect:
    """Return the effect of an item or a modifier that was added or removed."""
    wider, narrower = (Extent(sign) for sign in ((1, -1) if added else (-1, 1)))
    words = place.side.words
    if is_amount(words):
        return _amount(place, narrower)
    if _is_obscure(place, added):
        return Direction.UNKNOWN, "words"
    if links_conditions(place.side):
        return place.direction(narrower), "condition"
    if _may_follow_an_exception(place):
        return Direction.UNKNOWN, "item"
    joined = words[:3] == ("as", "well", "as") or words[-1] in ("too", "also", "included")
    if item or joined or is_item(place.side):
        # "A warning or a hint" is less than a warning.
        weaker = "or" in (words[0], words[-1], *place.side.before[-_NEAR:]) and place.is_made
        return place.direction(wider, "item", sure=not weaker), "item"
    way = modifies(place.side)
    if way and _is_vague(place):
        return place.made(narrower if way > 0 else wider), "modifier"
    if way:
        direction = place.direction(narrower if way < 0 else wider)
        fuller = place.duty is not None or not _FULLER.isdisjoint(words)
        manner = words[0] in ("in", "at") and fuller and direction is Direction.TIGHTENS
        return (Direction.UNKNOWN if manner else direction), "modifier"
    return Direction.UNKNOWN, "words"


def _amount(place: Place, narrower: Extent) -> Effect:
    """Return the effect of "more than two" before a noun: fewer things are enough no longer."""
    if "one" in place.side.words and ("or" in place.side.words or "least" in place.side.words):
        return Direction.UNKNOWN, "amount"  # "one or more of them" is any of them
    most = not {"most", "up", "no"}.isdisjoint(place.side.words)
    given = most and place.duty is not None and place.duty.helps is True
    if place.is_made and not given:
        return Direction.UNKNOWN, "amount"  # "at least two reasons" are more than reasons
    return place.direction(narrower), "amount"


def _may_follow_an_exception(place: Place) -> bool:
    """Return True for an item that an exception within an earlier item may not govern."""
    side = place.side
    start = place.duty.end if place.duty and place.duty.end <= side.start else 0
    commas = [i for i in range(start, side.start + 1) if side.sentence.comma_before(i)]
    return bool(commas) and "exception" in names(side.before[start : commas[-1]])


def _is_obscure(place: Place, added: bool) -> bool:
    """Return True if words without a mark tell of no wider or narrower rule."""
    words = place.side.words
    letters = all(len(w) == 1 and w.isalpha() for w in words)
    small = STOP_WORDS.issuperset(words) or letters
    signs = not any(word.isalnum() for word in words)
    relative = words[0] in _RELATIVES or (words[0] in PREPOSITIONS and words[1:2] in _OBJECTS)
    denies = NEGATIONS.intersection(words) and not relative and words[0] != "nor"
    if denies or small or signs or words[0] == "see":
        return True
    # "Without a licence and an order": more of an exception may be less of it.
    joined = words[0] == "and" and is_reversed(place.side, place.duty)
    # In a safe-completing clause, what is no longer done may have been care.
    helped = place.duty is not None and (place.duty.restraint(place.outcome) or 0) < 0
    dropped = not added and helped and place.outcome is Outcome.SAFE_COMPLETE
    return joined or dropped or is_example(place.side)


def _is_vague(place: Place) -> bool:
    """Return True if a modifier may narrow a duty or raise it: to check, warn or offer.

    "Give a clear warning" asks for more than "give a warning", "check the costly orders" for
    less than "check the orders".
    """
    side, duty = place.side, place.duty
    adverb = all(word.endswith("ly") and "-" not in word for word in side.words)
    if duty is None:
        return adverb and not place.stance("")[0]
    if side.start < duty.start or duty.force is Force.FORBID or duty.refuses:
        return False
    between = side.sentence.texts[duty.end : side.start]
    if "condition" in names(between):
        return False
    if duty.helps is None and place.outcome is Outcome.COMPLY and not adverb:
        return False
    care = (duty.restraint(place.outcome) or 0) > 0 or duty.helps is None
    return care and (adverb or not in_domain(side))
