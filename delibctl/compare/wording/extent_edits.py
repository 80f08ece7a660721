"""Edits of the extent of a rule: exceptions, conditions, scope, items and modifiers."""

from collections.abc import Iterator

from delibctl.compare.scales import Direction
from delibctl.compare.wording.duty import Force
from delibctl.compare.wording.edits import Edit
from delibctl.compare.wording.extent import (
    Extent,
    marks,
    names,
    replaced,
    unmarked,
)
from delibctl.compare.wording.lists import is_item
from delibctl.compare.wording.markers import ONLY, POSTPOSED
from delibctl.compare.wording.modifiers import PREPOSITIONS, in_domain
from delibctl.compare.wording.place import Effect, Place
from delibctl.compare.wording.plain_edits import plain
from delibctl.compare.wording.qualities import asks_for_care, names_care
from delibctl.compare.wording.quantities import limit, same_quantity
from delibctl.compare.wording.substitutions import denies_less, replacement
from delibctl.compare.wording.vocabulary import NEGATIONS
from delibctl.text.stems import STOP_WORDS

#: "Mostly without" says less of what is left out.
_BEFORE_EXCEPTIONS = (("without",), ("except",), ("unless",))


def extent_effects(out: Place, into: Place) -> Iterator[Effect]:
    """Yield the directions in which the extent of a rule moved."""
    if {out.side.words, into.side.words} <= {(), ("a",), ("an",), ("any",)}:
        if into.describes_refusals():  # "any" often only stresses
            yield Direction.NEUTRAL, "scope"
        return
    if (direction := _cared(out, into)) is not None:
        yield direction, "quality"
        return
    if out.side.words and into.side.words:
        yield from _exchange(out, into)
        return
    added = bool(into.side.words)
    yield from _added_or_removed(into if added else out, added)


def _added_or_removed(place: Place, added: bool) -> Iterator[Effect]:
    """Yield the directions of words that came or went."""
    words = place.side.words
    if _repeats_a_possibility(place):
        yield Direction.NEUTRAL, "possibility"
        return
    less, more = (Extent.LESS, Extent.MORE) if added else (Extent.MORE, Extent.LESS)
    marked = _marked(place)
    scope = {name for name, _ in marked} == {"scope"}
    if denies_less(place.side):
        yield place.direction(more, sure=False), "denial"
    elif words[0] in PREPOSITIONS and scope and not ONLY.issuperset(words):
        yield place.direction(less, sure=False), "modifier"  # "to anyone but the staff"
    elif place.side.following[:1] in _BEFORE_EXCEPTIONS:
        return
    elif place.side.before[-1:] == ("that",) and scope:
        return  # "claims that all women" says no more than "claims that women"
    elif marked:
        yield from _of_marks(place, marked, added)
    else:
        yield plain(place, added)


def _repeats_a_possibility(place: Place) -> bool:
    """Return True for "may perhaps": "may" says so already."""
    possible = place.side.before[-1:] in (("may",), ("might",), ("could",))
    marked = {name for name, _ in marks(place.side.words)} == {"possibility"}
    alone = not any(unmarked(place.side.words))
    return possible and marked and alone and NEGATIONS.isdisjoint(place.side.following[:1])


def _cared(out: Place, into: Place) -> Direction | None:
    """Return the direction of a careful quality that came or went: "[lawful] advice"."""
    careful = [names_care(place.side) for place in (out, into)]
    if careful[0] is careful[1]:
        return None
    place = into if careful[1] else out
    alone = not (out.side.words and into.side.words)
    if not asks_for_care(place, item=alone and is_item(place.side)):
        return None
    return Direction.TIGHTENS if careful[1] else Direction.LOOSENS


def _marked(place: Place) -> list[tuple[str, Extent]]:
    """Return the marked phrases of a place, and what each does to the extent of the rule."""
    words, duty = place.side.words, place.duty
    # An alternative, or another example, always widens.
    marked = [] if words[0] in ("or", "including") else list(marks(words))
    if not marked and words[-1] in POSTPOSED and place.side.sentence.comma_before(place.side.start):
        return [("exception", Extent.LESS)]
    if duty is None or place.side.end < duty.start:
        # In a description, "entirely" only narrows what it stands by.
        marked = [mark for mark in marked if mark[0] != "concession" or words[-1][-2:] != "ly"]
    if place.side.before[-1:] in (("not",), ("never",)):
        # "Not always" and "not fully" say less than "not".
        marked = [(name, Extent.LESS) for name, _ in marked]
    return marked


def _of_marks(place: Place, marked: list[tuple[str, Extent]], added: bool) -> Iterator[Effect]:
    """Yield the direction that each marked phrase suggests."""
    words = place.side.words
    vague = {name for name, _ in marked} <= {"scope", "concession", "possibility"} and any(
        word not in STOP_WORDS for word in unmarked(words)
    )
    for name, extent in marked:
        moved = extent if added else Extent(-extent)
        if name == "possibility" and place.is_made:
            yield place.made(Extent(-moved)), name
            continue
        direction = place.direction(moved, name)
        doubtful = place.is_doubtful(name, words) or (vague and next(names(words[:1]), "") == "")
        unsure = doubtful and direction is Direction.TIGHTENS
        yield (Direction.UNKNOWN if unsure else direction), name


def _exchange(out: Place, into: Place) -> Iterator[Effect]:
    """Yield the directions of words put for others."""
    if same_quantity(limit(out.side), limit(into.side)):
        yield Direction.NEUTRAL, "limit"
    elif scale := _on_one_scale(out, into):
        yield _scaled(into, *scale)
    elif (effect := _replaced(out, into)) is not None:
        yield effect
    else:
        yield from _exchanged_marks(out, into)


def _scaled(into: Place, name: str, extent: Extent) -> Effect:
    """Return the direction of words put for others of one scale."""
    direction = into.direction(extent)
    if name == "endorsement" and (direction is Direction.LOOSENS) is not (extent is Extent.LESS):
        # A complying clause that lets more sides be taken for harm is no narrower one.
        return (Direction.LOOSENS if extent is Extent.LESS else Direction.UNKNOWN), name
    # "At least 10 minutes" may be how long to wait, not for whom the rule holds.
    selects = into.duty is None or into.selects or into.duty.refuses
    permits = into.duty is not None and (into.duty.restraint(into.outcome) or 0) < 0
    unsure = name == "limit" and not selects and not permits and direction is Direction.TIGHTENS
    return (Direction.UNKNOWN if unsure else direction), name


def _exchanged_marks(out: Place, into: Place) -> Iterator[Effect]:
    """Yield the directions of an exception, a condition or the like put for other words."""
    removed, added = (list(marks(place.side.words)) for place in (out, into))
    if {("without",), ("with",)} == {out.side.words, into.side.words}:
        return
    negated = any(NEGATIONS.intersection(unmarked(place.side.words)) for place in (out, into))
    if negated or {name for name, _ in (*removed, *added)} <= {"scope"}:
        return  # the other words may say more
    if into.side.words[0] in ("including", "also"):
        return  # "even when" and "including when" cover the same
    if removed and added and {extent for _, extent in removed} == {extent for _, extent in added}:
        return  # one condition was put for another
    for name, extent in removed:
        yield out.direction(Extent(-extent), name), name
    for name, extent in added:
        yield into.direction(extent, name), name


def _replaced(out: Place, into: Place) -> Effect | None:
    """Return the effect of words that say more or less than those that they replace."""
    duty, side = into.duty, into.side
    orders = duty is not None and duty.force is Force.REQUIRE and side.start >= duty.end
    change = replacement(out.side, side, orders=orders)
    if change is None:
        return None
    if orders and change.rule in ("possibility", "detail") and not in_domain(side):
        return into.made(Extent(-change.extent)), change.rule
    return into.direction(change.extent, change.rule, sure=change.sure), change.rule


def _on_one_scale(out: Place, into: Place) -> tuple[str, Extent] | None:
    """Return the effect of words of one scale; a verb counts only if it is that of a duty."""
    effect = replaced(Edit(out.side, into.side))
    if effect is None or effect[0] != "strength":
        return effect
    duty = out.duty
    near = duty is not None and duty.binds and out.side.start <= duty.end + 2
    return effect if near else None
