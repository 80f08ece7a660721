"""Added and removed clauses."""

from delibctl.compare.kinds import ADDED, ADDED_OVERLAPPING, REMOVED, RETIRED
from delibctl.compare.lineage.likeness import UNLIKE, Index
from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction, by_strictness
from delibctl.compare.wording.limits import forbids, may_permit
from delibctl.model import Clause, Outcome


def removed(clause: Clause, sides: Sides) -> Change:
    """Return the change for a removed clause.

    A lost refusal loosens, and a clause that complied likely tightens, unless it is still said.
    What a clause that complied forbids was a limit of its answers: without it, all is unclear.
    """
    reserved = clause.id in sides.new.reserved
    outcome = sides.before(clause)
    lost = not sides.is_still_said(clause)
    loosens = lost and outcome is Outcome.REFUSE
    complied = lost and outcome is Outcome.COMPLY and not forbids(clause.text)
    return sides.about_old(clause).change(
        RETIRED if reserved else REMOVED,
        "clause removed" + ("; its id is reserved" if reserved else ""),
        (clause.text, None),
        Direction.LOOSENS if loosens else Direction.TIGHTENS if complied else Direction.UNKNOWN,
        content=((clause, outcome), None),
        likely=complied,
    )


class Additions:
    """Added clauses, compared with the clauses that existed before."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._existing = {pair.new.id: pair.new for pair in sides.lineage.pairs}
        self._index: dict[str, Index] = {}

    def added(self, clause: Clause) -> Change:
        """Return the change for an added clause."""
        near = self._near(clause)
        message = f"clause added; overlaps with {', '.join(near)}" if near else "clause added"
        direction = self._direction(clause)
        likely = direction is Direction.UNKNOWN and self._complies_anew(clause)
        if likely:
            direction = Direction.LOOSENS
        return self._sides.about(clause).change(
            ADDED_OVERLAPPING if near else ADDED,
            message,
            (None, clause.text),
            direction,
            content=(None, (clause, self._sides.after(clause))),
            likely=likely,
        )

    def _near(self, clause: Clause) -> list[str]:
        """Return ids of clauses it overrides or excludes, and of similar ones in its category."""
        category = self._sides.new.category_of[clause.id]
        if category not in self._index:
            self._index[category] = Index(self._texts(category), UNLIKE)
        references = [*clause.overrides, *(exclusion.to for exclusion in clause.excludes)]
        alike = [id for _, id in self._index[category].alike(clause.text)]
        return [id for id in dict.fromkeys((*references, *alike)) if id in self._existing]

    def _texts(self, category: str) -> dict[str, str]:
        home = self._sides.new.category_of
        return {id: clause.text for id, clause in self._existing.items() if home[id] == category}

    def _complies_anew(self, clause: Clause) -> bool:
        """Return True if a new clause asks for answers in a category that holds some back."""
        sides = self._sides
        if sides.after(clause) is not Outcome.COMPLY or clause.excludes or sides.was_said(clause):
            return False
        return any(
            sides.after(other) is not Outcome.COMPLY
            for category in sides.new.categories
            if category.id == sides.new.category_of[clause.id]
            for other in category.clauses
        )

    def _direction(self, clause: Clause) -> Direction:
        """Return the direction: a new refusal tightens, others compare with what they override.

        Unknown if an exclusion sends a situation the other way, or if a clause that complies
        overrides nothing: its situations may have been answered before.
        """
        sides = self._sides
        after = sides.after(clause)
        former = [pair.old for id in clause.overrides if (pair := sides.lineage.pair_of.get(id))]
        ways = {by_strictness(sides.before(clause), after) for clause in former}
        direction = ways.pop() if len(ways) == 1 else Direction.UNKNOWN
        if after is Outcome.REFUSE:
            tightens = not (sides.was_said(clause) or self._may_loosen(clause))
            direction = Direction.TIGHTENS if tightens else Direction.UNKNOWN
        targets = (sides.new.clause_by_id.get(exclusion.to) for exclusion in clause.excludes)
        outcomes = {sides.after(target) for target in targets if target} - {after}
        routed = {by_strictness(after, outcome) for outcome in outcomes}
        return direction if routed <= {direction} else Direction.UNKNOWN

    def _may_loosen(self, clause: Clause) -> bool:
        """Return True if a refusing clause permits something, or wins over one that holds back."""
        sides = self._sides
        weakened = (sides.new.clause_by_id.get(id) for id in clause.overrides)
        return may_permit(clause.text) or any(
            sides.after(other) is not Outcome.COMPLY for other in weakened if other
        )
