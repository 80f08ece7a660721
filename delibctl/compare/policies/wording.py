"""What kind of change lies between two wordings of a clause."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from delibctl.compare.policies.folding import form, words
from delibctl.compare.policies.kinds import (
    CONDITION_CHANGED,
    FORMATTING_CHANGED,
    MODAL_CHANGED,
    TEXT_CHANGED,
    Kind,
)
from delibctl.compare.policies.modality import leads
from delibctl.compare.policies.scales import Direction
from delibctl.compare.policies.vocabulary import MODALS, foreign, opposite, spelled_out, weight
from delibctl.model import Outcome

#: A message names so many edits, with so many words each; the texts hold the rest.
_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The gravest class that a change of wording falls into."""

    kind: Kind
    message: str
    direction: Direction = Direction.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class _Edit:
    """Words that were taken out at one spot, and those that stand there now."""

    out: list[str]
    into: list[str]

    def __str__(self) -> str:
        out, into = _shortened(self.out), _shortened(self.into)
        if out and into:
            return f"{out!r} became {into!r}"
        return f"{out!r} was removed" if out else f"{into!r} was added"


def classify(old: str, new: str, outcome: Outcome | None) -> Wording:
    """The class of a change of a clause's text; `outcome` is None where that has changed too."""
    formal = form(old, new)
    if formal is not None:
        return Wording(kind=FORMATTING_CHANGED, message=told(formal), direction=formal)
    left, right = _plain_words(old), _plain_words(new)
    edits = _edits(left, right)
    modals = [found for edit in edits if (found := _cut(edit, MODALS.__contains__))]
    conditions = [found for edit in edits if (found := _condition(edit))]
    listed = _listed(modals + conditions)
    if modals:
        direction = leads(old, new, outcome)
        return Wording(kind=MODAL_CHANGED, message=f"modal changed: {listed}", direction=direction)
    if conditions:
        return Wording(kind=CONDITION_CHANGED, message=f"condition changed: {listed}")
    if foreign(left) or foreign(right):
        message = "wording changed in a language whose modals and conditions are not known"
        return Wording(kind=CONDITION_CHANGED, message=message)
    return Wording(kind=TEXT_CHANGED, message="wording changed")


def told(formal: Direction) -> str:
    """A change of form in words."""
    if formal is Direction.NEUTRAL:
        return "only space or typography changed"
    return "only punctuation, layout or upper case changed"


def _plain_words(text: str) -> list[str]:
    return [part for word in words(text) for part in spelled_out(word)]


def _edits(left: list[str], right: list[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [
        _Edit(out=left[i1:i2], into=right[j1:j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _condition(edit: _Edit) -> _Edit | None:
    return _cut(edit, lambda word: word not in MODALS and weight(word) is not None) or _turned(edit)


def _shortened(words: list[str]) -> str:
    return " ".join(words if len(words) <= _SHOWN else [*words[:_SHOWN], "..."])


def _listed(edits: list[_Edit]) -> str:
    more = len(edits) - _SHOWN
    shown = ", ".join(map(str, edits[:_SHOWN]))
    return f"{shown} and {more} more" if more > 0 else shown


def _cut(edit: _Edit, weighs: Callable[[str], bool]) -> _Edit | None:
    """The words of an edit that weigh, if they decide something else than before."""
    out, into = ([word for word in side if weighs(word)] for side in (edit.out, edit.into))
    same = [weight(word) for word in out] == [weight(word) for word in into]
    return None if same else _Edit(out=out, into=into)


def _turned(edit: _Edit) -> _Edit | None:
    """A word that gave way to its opposite."""
    pairs = ((out, into) for out in edit.out for into in edit.into)
    return next((_Edit(out=[a], into=[b]) for a, b in pairs if opposite(a, b)), None)
