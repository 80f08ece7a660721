"""The likely direction of a change of words, with its reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from delibctl.compare.scales import Direction, by_restraint
from delibctl.compare.wording.context import Context, Sign
from delibctl.compare.wording.duties import duties
from delibctl.compare.wording.duty import Duty
from delibctl.compare.wording.edits import Edit, Side, edits, is_article
from delibctl.compare.wording.extent import limits
from delibctl.compare.wording.folding import words
from delibctl.compare.wording.lists import reordered
from delibctl.compare.wording.permissions import permits
from delibctl.compare.wording.restatements import restated
from delibctl.compare.wording.sentences import SentencePair, changed_sentences
from delibctl.compare.wording.stance import stance_after, stated_duties, statement
from delibctl.compare.wording.synonyms import means_the_same
from delibctl.compare.wording.vocabulary import same_words
from delibctl.model import Outcome

#: Rules of edits of a word or two, which do not decide if more than so many others are unclear.
_SLIGHT = {"modifier", "item", "detail", "kind", "scope of a word", "endorsement", "hedge", "scope"}
_MOST_UNCLEAR = 2


@dataclass(frozen=True)
class Reading:
    """The likely direction of all edits together."""

    direction: Direction
    signs: tuple[Sign, ...]


def read_words(old: str, new: str, outcome: Outcome | None) -> Reading:
    """Return the likely direction of a change of words in a text of this outcome."""
    signs = tuple(sign for pair in changed_sentences(old, new) for sign in _signs(pair, outcome))
    if not signs and not same_words(words(old), words(new)):
        return Reading(Direction.UNKNOWN, ())
    return Reading(_together(signs), signs)


def _together(signs: Sequence[Sign]) -> Direction:
    """Return the direction of several edits: the looser one wins over what is unclear.

    A word more or less says nothing about a text of which much else was reworded.
    """
    moves = {sign.direction for sign in signs} - {Direction.NEUTRAL}
    if not moves:
        return Direction.NEUTRAL
    if Direction.LOOSENS in moves and Direction.TIGHTENS not in moves:
        unclear = sum(sign.direction is Direction.UNKNOWN for sign in signs)
        slight = all(s.rule in _SLIGHT for s in signs if s.direction is Direction.LOOSENS)
        return Direction.UNKNOWN if slight and unclear > _MOST_UNCLEAR else Direction.LOOSENS
    return moves.pop() if len(moves) == 1 else Direction.UNKNOWN


def _signs(pair: SentencePair, outcome: Outcome | None) -> Iterator[Sign]:
    stance = stance_after(pair.previous, outcome)
    if pair.old and pair.new:
        if reordered(pair.old, pair.new):
            yield Sign(Direction.NEUTRAL, "items of a list were reordered", "order")
            return
        context = Context(pair.old, pair.new, outcome, stance)
        if sign := context.item():
            yield sign
            return
        changes = edits(pair.old, pair.new)
        if changes and (means_the_same(pair.old, pair.new) or restated(pair.old, pair.new)):
            yield from (
                replace(context.sign(edit), direction=Direction.NEUTRAL) for edit in changes
            )
            return
        yield from (_sign(context, edit) for edit in changes)
        if not changes and not pair.old.is_written_like(pair.new):
            yield Sign(Direction.UNKNOWN, "punctuation or upper case changed", "form")
        return
    sentence = pair.old or pair.new
    assert sentence is not None
    verb = "added" if pair.new else "removed"
    whole = Side(sentence, 0, len(sentence.texts))
    sides = (pair.old.texts if pair.old else ()), (pair.new.texts if pair.new else ())
    restraint = _whole(pair, outcome, stance) or 0
    direction = by_restraint(restraint if pair.new else -restraint)
    yield Sign(direction, f"sentence {verb}: '{whole}'", "sentence", *sides)


def _sign(context: Context, edit: Edit) -> Sign:
    sign = context.sign(edit)
    return replace(sign, direction=Direction.NEUTRAL) if is_article(edit) else sign


def _whole(pair: SentencePair, outcome: Outcome | None, stance: float) -> float | None:
    """Return how far a sentence of its own holds answers back; None if that is unclear.

    That an added one does is claimed only of acts that the words know.
    """
    sentence, added = pair.old or pair.new, pair.new is not None
    assert sentence is not None
    if (stated := statement(sentence, stance)) is not None:
        return stated
    if added and permits(sentence, outcome):
        return -1.0
    plain = [duty for duty in stated_duties(sentence, outcome) if duty.is_plain and duty.binds]
    values = [_restraint(duty, outcome, added=added) for duty in plain]
    signs = {value > 0 for value in values}
    if len(signs) != 1 or 0 in values:
        return None
    # "It must warn if asked" may be what is left of "It must warn".
    held = any((duty.restraint(outcome) or 0) > 0 for duty in _duties_before(pair))
    cares = not held and all(duty.helps is False or duty.refuses for duty in plain)
    unsure = not all(duty.is_sure(outcome) for duty in plain) or limits(sentence, cares=cares)
    return None if added and unsure and signs == {True} else values[0]


def _duties_before(pair: SentencePair) -> list[Duty]:
    return duties(pair.previous) if pair.previous else []


def _restraint(duty: Duty, outcome: Outcome | None, *, added: bool) -> float:
    """Return how far a duty holds answers back; 0 if that is unclear.

    Care that is only presumed counts where it goes, not where it comes.
    """
    restraint = duty.restraint(outcome)
    if restraint is None:
        return 0 if added else duty.presumed_restraint(outcome)
    return restraint
