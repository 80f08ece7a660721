"""Edits of the extent of a rule: exceptions, conditions, scope, items and modifiers."""

from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.compare.scales import Direction, by_restraint
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.edits import Edit, Side
from delibctl.compare.wording.extent import (
    Extent,
    is_modifier,
    marks,
    names,
    replaced,
    unmarked,
)
from delibctl.compare.wording.lists import is_example, is_item, links_conditions
from delibctl.compare.wording.stance import described, governing, is_reversed
from delibctl.compare.wording.vocabulary import NEGATIONS
from delibctl.model import Outcome
from delibctl.text.stems import STOP_WORDS

#: A direction, and the rule that told it.
Effect = tuple[Direction, str]


@dataclass(frozen=True)
class Place:
    """The words of an edit on one side, with the duties of their sentence."""

    side: Side
    duties: list[Duty]
    outcome: Outcome | None

    @property
    def duty(self) -> Duty | None:
        """The duty that governs the place."""
        return governing(self.duties, self.side)

    def direction(self, extent: Extent, rule: str = "") -> Direction:
        """Return the direction of a rule that holds in more or in fewer cases here."""
        # An exception or a condition is one of the whole sentence.
        apart = self.duty and rule in ("exception", "condition", "concession", "hedge")
        way = -1 if not apart and is_reversed(self.side, self.duty) else 1
        direction = by_restraint(self._stance(rule) * extent * way)
        unsure = self.duty is not None and not self.duty.is_sure(self.outcome)
        # What stands before a negation, as in "perhaps not", weakens it more often than not.
        unsure = unsure or self.side.following[:1] in (("not",), ("never",))
        return Direction.UNKNOWN if unsure and direction is Direction.TIGHTENS else direction

    def _stance(self, rule: str) -> float:
        duty = self.duty
        if duty is None:
            return described(self.side.sentence, self.outcome)
        is_order = duty.binds and duty.force is Force.REQUIRE and duty.helps is None
        if is_order and self.outcome is Outcome.COMPLY and rule in ("exception", "condition"):
            return -duty.strength  # a complying clause asks for the act
        return duty.restraint(self.outcome) or 0

    def plain(self, added: bool, *, item: bool = False) -> Effect:
        """Return the effect of an item or a modifier that was added or removed."""
        wider, narrower = (Extent(sign) for sign in ((1, -1) if added else (-1, 1)))
        words = self.side.words
        if self._is_obscure(added):
            return Direction.UNKNOWN, "words"
        if links_conditions(self.side):
            return self.direction(narrower), "condition"
        joined = words[:3] == ("as", "well", "as") or words[-1] in ("too", "also", "included")
        if item or joined or is_item(self.side):
            return self.direction(wider), "item"
        if is_modifier(self.side) and not self._is_vague():
            direction = self.direction(narrower)
            manner = words[0] in ("in", "at") and direction is Direction.TIGHTENS
            return (Direction.UNKNOWN if manner else direction), "modifier"
        return Direction.UNKNOWN, "words"

    def _is_obscure(self, added: bool) -> bool:
        """Return True if words without a mark tell of no wider or narrower rule."""
        words = self.side.words
        small = STOP_WORDS.issuperset(words) or all(len(w) == 1 and w.isalpha() for w in words)
        signs = not any(word.isalnum() for word in words)
        if NEGATIONS.intersection(words) or small or signs or words[0] == "see":
            return True
        # "Without a licence and an order": more of an exception may be less of it.
        joined = words[0] == "and" and is_reversed(self.side, self.duty)
        # In a safe-completing clause, what is no longer done may have been care.
        helped = self.duty is not None and (self.duty.restraint(self.outcome) or 0) < 0
        dropped = not added and helped and self.outcome is Outcome.SAFE_COMPLETE
        return joined or dropped or is_example(self.side)

    def is_doubtful(self, mark: str, words: tuple[str, ...]) -> bool:
        """Return True if a marked phrase may hold an answer back, or ask for it, against its form.

        "Refuse without hints" is not an exception, "explain without a warning" no limit; "not
        ... all details" may still allow some.
        """
        duty = self.duty
        if duty is None:
            return False
        if "without" in words or "and" in words[:1]:
            return duty.force is Force.REQUIRE
        whole = mark == "scope" or {"all", "every", "full", "fully", "always"}.intersection(words)
        return bool(whole) and duty.force is Force.FORBID

    def _is_vague(self) -> bool:
        """Return True if a modifier may narrow a duty or raise it: to check, warn or offer."""
        side, duty = self.side, self.duty
        if duty is None:
            return all(word.endswith("ly") for word in side.words)
        between = side.sentence.texts[duty.end : side.start]
        if side.start < duty.start or "condition" in names(between):
            return False
        if duty.force is Force.FORBID and all(word.endswith("ly") for word in side.words):
            return False  # "avoid needlessly repeating"
        care = duty.force is Force.REQUIRE and (duty.restraint(self.outcome) or 0) > 0
        return (care or duty.helps is None) and not duty.refuses


def extent_effects(out: Place, into: Place) -> Iterator[Effect]:
    """Yield the directions in which the extent of a rule moved."""
    if out.side.words and into.side.words:
        yield from _exchange(out, into)
        return
    added = bool(into.side.words)
    place = into if added else out
    words = place.side.words
    if words == ("any",):
        return  # "any" often only stresses
    # An alternative, or another example, always widens.
    marked = () if words[0] in ("or", "including") else tuple(marks(words))
    if place.duty is None:
        # In a description, "entirely" only narrows what it stands by.
        marked = tuple(mark for mark in marked if mark[0] != "concession" or words[-1][-2:] != "ly")
    if place.side.following[:1] in (("without",), ("except",), ("unless",)):
        return  # "mostly without" says less of what is left out
    if place.side.before[-1:] in (("not",), ("never",)):
        # "Not always" and "not fully" say less than "not".
        marked = tuple((name, Extent.LESS) for name, _ in marked)
    vague = {name for name, _ in marked} <= {"scope", "concession", "possibility"} and any(
        word not in STOP_WORDS for word in unmarked(words)
    )
    for name, extent in marked:
        direction = place.direction(extent if added else Extent(-extent), name)
        doubtful = place.is_doubtful(name, words) or (vague and next(names(words[:1]), "") == "")
        unsure = doubtful and direction is Direction.TIGHTENS
        yield (Direction.UNKNOWN if unsure else direction), name
    if not marked:
        yield place.plain(added)


def _exchange(out: Place, into: Place) -> Iterator[Effect]:
    """Yield the directions of words put for others."""
    if scale := _on_one_scale(out, into):
        name, extent = scale
        direction = into.direction(extent)
        # "At least 10 minutes" may be how long to wait, not for whom the rule holds.
        amount = name == "limit" and (into.duty is None or not into.duty.refuses)
        permits = into.duty is not None and (into.duty.restraint(into.outcome) or 0) < 0
        unsure = amount and not permits and direction is Direction.TIGHTENS
        yield (Direction.UNKNOWN if unsure else direction), name
        return
    removed, added = (list(marks(place.side.words)) for place in (out, into))
    if {("without",), ("with",)} == {out.side.words, into.side.words}:
        return
    negated = any(NEGATIONS.intersection(unmarked(place.side.words)) for place in (out, into))
    if negated or {name for name, _ in (*removed, *added)} <= {"scope"}:
        return  # the other words may say more
    for name, extent in removed:
        yield out.direction(Extent(-extent), name), name
    for name, extent in added:
        yield into.direction(extent, name), name


def _on_one_scale(out: Place, into: Place) -> tuple[str, Extent] | None:
    """Return the effect of words of one scale; a verb counts only if it is that of a duty."""
    effect = replaced(Edit(out.side, into.side))
    if effect is None or effect[0] != "strength":
        return effect
    duty = out.duty
    near = duty is not None and duty.binds and out.side.start <= duty.end + 2
    return effect if near else None
