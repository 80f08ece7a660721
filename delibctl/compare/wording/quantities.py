"""Numbers with their units, and the limits that they set."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from delibctl.compare.wording.edits import Side
from delibctl.compare.wording.vocabulary import phrase_list

_AT_LEAST = phrase_list(
    "at least|over|above|more than|older than|exceeding|exceeds|exceed|minimum|a minimum of|beyond|"
    "greater than|higher than|longer than|no fewer than|no less than|starting from|after|"
    "larger than|heavier than|stronger than|>|≥"
)
_AT_MOST = phrase_list(
    "at most|up to|under|below|less than|fewer than|younger than|within|maximum|a maximum of|"
    "no more than|not more than|shorter than|lower than|limited to|until|<|≤|not exceeding"
)
_AFTER_AT_LEAST = phrase_list(
    "or more|or older|or above|or over|and over|and above|plus|+|and older"
)
_AFTER_AT_MOST = phrase_list("or less|or fewer|or younger|or under|or below|and under|and younger")
#: Words between a limit and its number, and between the number and what follows.
_NEAR = 3
#: A longer edit is more than a limit.
_LONGEST = 60
_UNIT = re.compile(r"[a-zµ]{1,20}(/[a-z]{1,20})?")
_COUNT = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty
"""
_NUMBERS: dict[str, float] = {
    **{word: number for number, word in enumerate(_COUNT.split())},
    "once": 1,
    "twice": 2,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}


@dataclass(frozen=True)
class Limit:
    """A number in a sentence, and whether it is a lower or an upper limit; None if it is exact."""

    number: float
    unit: str
    lower: bool | None


def limit(side: Side) -> Limit | None:
    """Return the only limit that an edit contains or completes; None if that is unclear."""
    if side.end - side.start > _LONGEST:
        return None
    words = side.sentence.texts
    start, end = max(0, side.start - 1), min(len(words), side.end + 1)
    places = [i for i in range(start, end) if _number(words[i]) is not None]
    if len(places) != 1:
        return None
    place = places[0]
    before = words[max(0, place - _NEAR - 1) : place]
    after = words[place + 1 : place + 2 + _NEAR]
    lower = _contains(before, _AT_LEAST) or _contains(after, _AFTER_AT_LEAST)
    upper = _contains(before, _AT_MOST) or _contains(after, _AFTER_AT_MOST)
    number = _number(words[place])
    if (lower and upper) or number is None:
        return None
    return Limit(number, _unit(after), lower if lower or upper else None)


def _unit(after: tuple[str, ...]) -> str:
    """Return the word after a number: "mg" of "10 mg", "drugs" of "class 3 or above drugs"."""
    phrases = (*_AFTER_AT_LEAST, *_AFTER_AT_MOST)
    bound = next((phrase for phrase in phrases if after[: len(phrase)] == phrase), ())
    return after[len(bound)] if len(after) > len(bound) else ""


def widens(before: Limit, after: Limit) -> bool | None:
    """Return True if the second limit lets more through, False if less, None if that is unclear."""
    if before.lower is None or after.lower is None:
        return _widens_exactly(before, after)
    if before.lower != after.lower:
        return None
    larger = _is_larger(before, after)
    return None if larger is None else larger is not before.lower


def _widens_exactly(before: Limit, after: Limit) -> bool | None:
    """Return False for "class 3 and above" turned into "class 4", True for the reverse."""
    if before.lower is None and after.lower is None:
        return None
    exact, bound = (before, after) if before.lower is None else (after, before)
    larger = _is_larger(bound, exact)
    same = exact.number == bound.number
    within = same or larger is bound.lower
    return exact is before if within else None


def same_quantity(before: Limit | None, after: Limit | None) -> bool:
    """Return True for 120 mm and 12 cm."""
    if before is None or after is None:
        return False
    if before.unit == after.unit or before.lower is not after.lower:
        return False
    import pint

    try:
        return bool(_quantity(before) == _quantity(after))
    except (pint.PintError, AttributeError, ValueError):
        return False


def _is_larger(before: Limit, after: Limit) -> bool | None:
    """Return True if the second limit is the larger one; None if they are of different kinds."""
    if before.unit == after.unit:
        return after.number > before.number if after.number != before.number else None
    import pint  # slow to load, and needed for units alone

    try:
        earlier, later = (_quantity(limit) for limit in (before, after))
        return bool(later > earlier) if later != earlier else None
    except (pint.PintError, AttributeError, ValueError):
        return None


def _quantity(limit: Limit) -> Any:
    if not _UNIT.fullmatch(limit.unit):
        raise ValueError(limit.unit)
    return _units().Quantity(limit.number, limit.unit)


def _number(word: str) -> float | None:
    if word in _NUMBERS:
        return _NUMBERS[word]
    try:
        return float(word.rstrip("%").replace(",", ""))
    except ValueError:
        return None


def _contains(words: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        words[start : start + len(phrase)] == phrase
        for phrase in phrases
        for start in range(len(words) - len(phrase) + 1)
    )


@cache
def _units() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None)
