"""The kind of a change between two wordings of a clause."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from delibctl.compare.policies.kinds import (
    CONDITION_CHANGED,
    FORMATTING_CHANGED,
    MODAL_CHANGED,
    TEXT_CHANGED,
    Kind,
)
from delibctl.compare.scales import Direction
from delibctl.compare.wording.folding import form, words
from delibctl.compare.wording.modality import leads
from delibctl.compare.wording.vocabulary import MODALS, foreign, opposite, spelled_out, weight
from delibctl.model import Outcome

#: A message lists at most this many edits, each with at most this many words.
_LIMIT = 4


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The most severe kind that applies to a change of wording."""

    kind: Kind
    message: str
    direction: Direction = Direction.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class _Edit:
    """Words removed at one place, and the words added there."""

    out: list[str]
    into: list[str]

    def __str__(self) -> str:
        out, into = _shortened(self.out), _shortened(self.into)
        if out and into:
            return f"{out!r} became {into!r}"
        return f"{out!r} was removed" if out else f"{into!r} was added"


def classify(old: str, new: str, outcome: Outcome | None) -> Wording:
    """Return the kind of a change of text; `outcome` is None if that changed too."""
    formal = form(old, new)
    if formal is not None:
        return Wording(kind=FORMATTING_CHANGED, message=describe_form(formal), direction=formal)
    before, after = _plain_words(old), _plain_words(new)
    edits = _edits(before, after)
    modals = [modal for edit in edits if (modal := _cut(edit, MODALS.__contains__))]
    conditions = [condition for edit in edits if (condition := _condition(edit))]
    listed = _listed(modals + conditions)
    if modals:
        direction = leads(old, new, outcome)
        return Wording(kind=MODAL_CHANGED, message=f"modal changed: {listed}", direction=direction)
    if conditions:
        return Wording(kind=CONDITION_CHANGED, message=f"condition changed: {listed}")
    if foreign(before) or foreign(after):
        message = "wording changed; delibctl knows modals and conditions only in English"
        return Wording(kind=CONDITION_CHANGED, message=message)
    return Wording(kind=TEXT_CHANGED, message="wording changed")


def describe_form(formal: Direction) -> str:
    """Return a message for a change of form."""
    if formal is Direction.NEUTRAL:
        return "only spacing or typography changed"
    return "only punctuation, layout or upper case changed"


def _plain_words(text: str) -> list[str]:
    return [plain for word in words(text) for plain in spelled_out(word)]


def _edits(before: list[str], after: list[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Edit(out=before[i1:i2], into=after[j1:j2])
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _condition(edit: _Edit) -> _Edit | None:
    return _cut(edit, lambda word: word not in MODALS and weight(word) is not None) or _turned(edit)


def _shortened(words: list[str]) -> str:
    return " ".join(words if len(words) <= _LIMIT else [*words[:_LIMIT], "..."])


def _listed(edits: list[_Edit]) -> str:
    hidden = len(edits) - _LIMIT
    text = ", ".join(map(str, edits[:_LIMIT]))
    return f"{text} and {hidden} more" if hidden > 0 else text


def _cut(edit: _Edit, weighs: Callable[[str], bool]) -> _Edit | None:
    """Return the words of an edit that `weighs` selects; None if their meaning is unchanged."""
    out, into = ([word for word in side if weighs(word)] for side in (edit.out, edit.into))
    same = [weight(word) for word in out] == [weight(word) for word in into]
    return None if same else _Edit(out=out, into=into)


def _turned(edit: _Edit) -> _Edit | None:
    """Return the first word replaced by its opposite; None if there is none."""
    pairs = ((out, into) for out in edit.out for into in edit.into)
    return next((_Edit(out=[a], into=[b]) for a, b in pairs if opposite(a, b)), None)
