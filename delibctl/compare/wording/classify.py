"""The kind and the likely direction of a change between two wordings of a text."""

from dataclasses import dataclass

from delibctl.compare.kinds import (
    CONDITION_CHANGED,
    FORMATTING_CHANGED,
    MODAL_CHANGED,
    TEXT_CHANGED,
    Kind,
)
from delibctl.compare.scales import Direction
from delibctl.compare.wording.context import Sign
from delibctl.compare.wording.folding import form, words
from delibctl.compare.wording.language import foreign
from delibctl.compare.wording.reading import Reading, read_words
from delibctl.compare.wording.vocabulary import opposites, weight
from delibctl.model import Outcome

_FOREIGN = "delibctl reads the direction of words only in English"
#: Rules of edits that change for which cases a text holds.
_CONDITIONS = {"exception", "condition", "concession", "hedge", "scope", "limit", "possibility"}
#: A message lists at most this many edits.
_LIMIT = 4


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The most severe kind that applies to a change of wording, and its direction."""

    kind: Kind
    message: str
    direction: Direction = Direction.UNKNOWN
    likely: bool = False


@dataclass(frozen=True, kw_only=True)
class ShownReading:
    """The likely direction of a change of words, and its reasons in one line."""

    direction: Direction
    reasons: str


def read(old: str, new: str, outcome: Outcome | None) -> ShownReading:
    """Return the likely direction of a change of words. Unknown for languages but English."""
    if foreign(words(old)) or foreign(words(new)):
        return ShownReading(direction=Direction.UNKNOWN, reasons=_FOREIGN)
    reading = read_words(old, new, outcome)
    reasons = _listed(reading)
    return ShownReading(direction=reading.direction, reasons=reasons)


def classify(old: str, new: str, outcome: Outcome | None) -> Wording:
    """Return the kind of a change of text; `outcome` is None if that changed too."""
    formal = form(old, new)
    if formal is not None:
        return Wording(kind=FORMATTING_CHANGED, message=describe_form(formal), direction=formal)
    reading = read_words(old, new, outcome)
    kind, noun = _kind(reading.signs)
    reasons = _listed(reading)
    message = f"{noun} changed{reasons and f': {reasons}'}"
    if foreign(words(old)) or foreign(words(new)):
        if kind is TEXT_CHANGED:
            kind, message = CONDITION_CHANGED, f"wording changed; {_FOREIGN}"
        return Wording(kind=kind, message=message)
    return Wording(kind=kind, message=message, direction=reading.direction, likely=True)


def describe_form(formal: Direction) -> str:
    """Return a message for a change of form."""
    if formal is Direction.NEUTRAL:
        return "only spacing or typography changed"
    return "only punctuation, layout or upper case changed"


def _kind(signs: tuple[Sign, ...]) -> tuple[Kind, str]:
    weights = [weights for sign in signs if (weights := _weights(sign))]
    if any(word.startswith("modal ") for change in weights for word in change):
        return MODAL_CHANGED, "modal"
    conditions = weights or any(sign.rule in _CONDITIONS for sign in signs)
    return (CONDITION_CHANGED, "condition") if conditions else (TEXT_CHANGED, "wording")


def _weights(sign: Sign) -> tuple[str, ...]:
    """Return the modals, numbers and conditions that an edit changes; none if it changes none."""
    out, into = ([w for word in side if (w := weight(word))] for side in (sign.out, sign.into))
    if out != into:
        return tuple(set(out) ^ set(into) or (*out, *into))
    return opposites(sign.out, sign.into)


def _listed(reading: Reading) -> str:
    """Return the reasons in one line, those of the direction first."""
    moves = reading.direction in (Direction.LOOSENS, Direction.TIGHTENS)
    signs = sorted(reading.signs, key=lambda s: moves and s.direction is not reading.direction)
    text = ", ".join(sign.reason for sign in signs[:_LIMIT])
    hidden = len(signs) - _LIMIT
    return f"{text} and {hidden} more" if hidden > 0 else text
