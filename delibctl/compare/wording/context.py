"""One edit, read in its sentence."""

from dataclasses import dataclass

from delibctl.compare.scales import Direction, by_restraint
from delibctl.compare.wording.claims import claimed
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_edits import contains, duty_direction, touched_duties
from delibctl.compare.wording.edits import Edit, Side
from delibctl.compare.wording.extent import Extent, marks
from delibctl.compare.wording.extent_edits import extent_effects
from delibctl.compare.wording.lists import list_change
from delibctl.compare.wording.place import Place
from delibctl.compare.wording.plain_edits import plain
from delibctl.compare.wording.priorities import swapped
from delibctl.compare.wording.qualities import asks_for_care, names_care
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.stance import stated_duties, statement
from delibctl.model import Outcome

_RELATIVES = frozenset({"that", "which", "who"})


@dataclass(frozen=True)
class Sign:
    """The direction that one edit suggests, its reason, the rule that told it, and its words."""

    direction: Direction
    reason: str
    rule: str
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()


class Context:
    """A sentence before and after, to read its edits in. `stance`: that of the sentence before."""

    def __init__(
        self, before: Sentence, after: Sentence, outcome: Outcome | None, stance: float
    ) -> None:
        self._outcome = outcome
        self._sentences = before, after
        self._statements = statement(before, stance), statement(after, stance)
        self._duties = stated_duties(before, outcome), stated_duties(after, outcome)

    def item(self) -> Sign | None:
        """Return the direction of an item added to a list or removed, if this is the only edit."""
        change = list_change(*self._sentences)
        if change is None or any(marks(change[0].words)):
            return None
        side, added = change
        place = self._place(side, new=added)
        if any(contains(side, duty) for duty in place.duties):
            return None
        if names_care(side) and asks_for_care(place, item=True):
            return None  # read as a quality
        direction, rule = plain(place, added, item=True)
        nothing = Side(side.sentence, side.start, side.start)
        edit = Edit(nothing, side) if added else Edit(side, nothing)
        return Sign(direction, str(edit), rule, edit.out.words, edit.into.words)

    def sign(self, edit: Edit) -> Sign:
        """Return the direction that an edit suggests."""
        direction, rule = self._read(edit)
        return Sign(direction, str(edit), rule, edit.out.words, edit.into.words)

    def _read(self, edit: Edit) -> tuple[Direction, str]:
        before, after = self._statements
        if before is not None and after is not None and before != after:
            return by_restraint(after - before), "statement"
        if (swap := swapped(edit)) is not None:
            return swap, "priority"
        if (extent := claimed(edit, self._outcome)) is not None:
            return by_restraint(extent), "possibility"
        if (possible := self._possibility(edit)) is not None:
            return possible, "possibility"
        direction = duty_direction(edit, self._duties, self._outcome)
        binding = any(duty and duty.binds for duty in touched_duties(edit, self._duties))
        if direction is not None and (binding or direction is not Direction.UNKNOWN):
            return direction, "duty"
        out, into = self._place(edit.out, new=False), self._place(edit.into, new=True)
        effects = list(extent_effects(out, into))
        directions = {direction for direction, _ in effects}
        rule = effects[0][1] if effects else "words"
        return (directions.pop() if len(directions) == 1 else Direction.UNKNOWN), rule

    def _possibility(self, edit: Edit) -> Direction | None:
        """Return the direction of "that promotes" turned into "that may promote"; else None."""
        before, after = touched_duties(edit, self._duties)
        duty, side = (after, edit.into) if after else (before, edit.out)
        if duty is None or (before and after) or duty.binds or duty.force is not Force.PERMIT:
            return None
        words = side.sentence.texts[duty.start : duty.end]
        if side.words != words and not (edit.out.words and edit.into.words):
            return None  # a whole clause was added
        if not _RELATIVES.intersection(side.sentence.texts[duty.start - 1 : duty.start]):
            return None
        return self._place(side, new=after is not None).direction(
            Extent.MORE if after else Extent.LESS
        )

    def _place(self, side: Side, *, new: bool) -> Place:
        duties_there: list[Duty] = self._duties[new]
        return Place(side, duties_there, self._outcome)
