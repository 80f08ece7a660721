"""Clauses that are new or gone."""

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.kinds import ADDED, ADDED_OVERLAPPING, REMOVED, RETIRED
from delibctl.compare.policies.likeness import UNLIKE, Index
from delibctl.compare.policies.scales import Direction, by_strictness
from delibctl.model import Clause, Outcome


def removed(clause: Clause, sides: Sides) -> Change:
    """A clause that is gone. A refusal that is gone loosens, unless another says the same still."""
    reserved = clause.id in sides.new.reserved
    outcome = sides.before(clause)
    loosens = outcome is Outcome.REFUSE and not sides.is_still_said(clause)
    return sides.about_old(clause).change(
        RETIRED if reserved else REMOVED,
        "clause removed" + ("; its id is reserved" if reserved else ""),
        (clause.text, None),
        Direction.LOOSENS if loosens else Direction.UNKNOWN,
        content=((clause, outcome), None),
    )


class Additions:
    """New clauses, held against those that were there before."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._existing = {pair.new.id: pair.new for pair in sides.lineage.pairs}
        self._index: dict[str, Index] = {}

    def added(self, clause: Clause) -> Change:
        """A clause that is new."""
        near = self._near(clause)
        message = f"clause added; it bears on {', '.join(near)}" if near else "clause added"
        return self._sides.about(clause).change(
            ADDED_OVERLAPPING if near else ADDED,
            message,
            (None, clause.text),
            self._direction(clause),
            content=(None, (clause, self._sides.after(clause))),
        )

    def _near(self, clause: Clause) -> list[str]:
        """What it overrides, excludes or is excluded for, and what says much the same beside it."""
        category = self._sides.new.category_of[clause.id]
        if category not in self._index:
            self._index[category] = Index(self._texts(category), UNLIKE)
        named = [*clause.overrides, *(one.to for one in clause.excludes)]
        alike = [id for _, id in self._index[category].alike(clause.text)]
        return [id for id in dict.fromkeys((*named, *alike)) if id in self._existing]

    def _texts(self, category: str) -> dict[str, str]:
        home = self._sides.new.category_of
        return {id: one.text for id, one in self._existing.items() if home[id] == category}

    def _direction(self, clause: Clause) -> Direction:
        """A new refusal tightens; other clauses lead away from what those they override had.

        Only if no exclusion of it sends a situation the other way. A clause that complies and
        overrides nothing proves nothing: what it covers may have been answered before.
        """
        sides = self._sides
        after = sides.after(clause)
        former = [pair.old for id in clause.overrides if (pair := sides.lineage.pair_of.get(id))]
        ways = {by_strictness(sides.before(old), after) for old in former}
        direction = ways.pop() if len(ways) == 1 else Direction.UNKNOWN
        if after is Outcome.REFUSE:
            direction = Direction.UNKNOWN if sides.was_said(clause) else Direction.TIGHTENS
        targets = (sides.new.clause_by_id.get(one.to) for one in clause.excludes)
        outcomes = {sides.after(target) for target in targets if target} - {after}
        sent = {by_strictness(after, outcome) for outcome in outcomes}
        return direction if sent <= {direction} else Direction.UNKNOWN
