"""Exclusions with the outcome of the clause they lead to."""

from dataclasses import dataclass, replace

from delibctl.compare.lineage.pairs import Pair
from delibctl.compare.policies.context import Sides
from delibctl.compare.scales import Direction, by_strictness
from delibctl.model import Clause, Outcome


@dataclass(frozen=True, kw_only=True)
class Route:
    """An exclusion with the current id of its target.

    `outcome`: the outcome of the target. `source_outcome`: that of the clause that excludes.
    `proven`: the exclusion alone decides, since neither outcome changed and the target does not
    override the clause anyway.
    """

    text: str
    to: str
    outcome: Outcome | None
    source_outcome: Outcome | None
    proven: bool

    def __str__(self) -> str:
        return f"{self.text} -> {self.to}"

    @property
    def content(self) -> dict[str, object]:
        """The content that is hashed; its keys are part of the hash of accepted changes."""
        return {
            "text": self.text,
            "to": self.to,
            "outcome": self.outcome,
            "own": self.source_outcome,
        }

    @property
    def instead(self) -> "Route":
        """This route without the exclusion: the situation stays with its clause."""
        return replace(self, to="", outcome=self.source_outcome)


def leads(before: Route, after: Route) -> Direction:
    """Return the direction of sending a situation to another outcome; unknown if unproven."""
    if not (before.proven and after.proven):
        return Direction.UNKNOWN
    return by_strictness(before.outcome, after.outcome)


def routes(pair: Pair, sides: Sides) -> tuple[list[Route], list[Route]]:
    """Return the exclusions of a clause before and after."""
    steady = sides.before(pair.old) == sides.after(pair.new) and not pair.merged
    before = [
        _before(text=exclusion.text, id=exclusion.to, pair=pair, sides=sides, steady=steady)
        for exclusion in pair.old.excludes
    ]
    after = [
        _after(text=exclusion.text, id=exclusion.to, pair=pair, sides=sides, steady=steady)
        for exclusion in pair.new.excludes
    ]
    return before, after


def _before(*, text: str, id: str, pair: Pair, sides: Sides, steady: bool) -> Route:
    target = sides.old.clause_by_id.get(id)
    current = sides.new.clause_by_id.get(sides.lineage.now(id))
    outcome = sides.before(target) if target else None
    unchanged = current is None or sides.after(current) == outcome
    return Route(
        text=text,
        to=sides.lineage.now(id),
        outcome=outcome,
        source_outcome=sides.before(pair.old),
        proven=steady and unchanged and not _wins(current, pair.new),
    )


def _after(*, text: str, id: str, pair: Pair, sides: Sides, steady: bool) -> Route:
    target = sides.new.clause_by_id.get(id)
    former = sides.lineage.pair_of.get(id)
    outcome = sides.after(target) if target else None
    unchanged = former is None or (sides.before(former.old) == outcome and not former.merged)
    return Route(
        text=text,
        to=id,
        outcome=outcome,
        source_outcome=sides.after(pair.new),
        proven=steady and unchanged and not _wins(former.old if former else None, pair.old),
    )


def _wins(target: Clause | None, over: Clause) -> bool:
    return target is not None and over.id in target.overrides
