"""Where exclusions send a situation, and which outcome it has there."""

from dataclasses import dataclass

from delibctl.compare.policies.context import Sides
from delibctl.compare.policies.lineage import Pair
from delibctl.compare.policies.scales import Direction, by_strictness
from delibctl.model import Clause, Outcome


@dataclass(frozen=True, kw_only=True)
class Route:
    """An exclusion with the current id of its target.

    `outcome` is what the situation gets there. `proven` is whether the exclusion alone decides
    that: the outcomes of both clauses have not changed, and the target does not win anyway.
    `own` is the outcome of the clause that excludes.
    """

    text: str
    to: str
    outcome: Outcome | None
    own: Outcome | None
    proven: bool

    def __str__(self) -> str:
        return f"{self.text} -> {self.to}"

    @property
    def content(self) -> dict[str, object]:
        """What of it is hashed."""
        return {"text": self.text, "to": self.to, "outcome": self.outcome, "own": self.own}

    @property
    def instead(self) -> "Route":
        """The same situation without the exclusion."""
        return Route(text=self.text, to="", outcome=self.own, own=self.own, proven=self.proven)


def leads(before: Route, after: Route) -> Direction:
    """Where sending a situation the other way leads."""
    if not (before.proven and after.proven):
        return Direction.UNKNOWN
    return by_strictness(before.outcome, after.outcome)


def routes(pair: Pair, sides: Sides) -> tuple[list[Route], list[Route]]:
    """The exclusions of a clause before and after."""
    steady = sides.before(pair.old) == sides.after(pair.new) and not pair.merged
    old = [
        _before(text=one.text, id=one.to, pair=pair, sides=sides, steady=steady)
        for one in pair.old.excludes
    ]
    new = [
        _after(text=one.text, id=one.to, pair=pair, sides=sides, steady=steady)
        for one in pair.new.excludes
    ]
    return old, new


def _before(*, text: str, id: str, pair: Pair, sides: Sides, steady: bool) -> Route:
    target = sides.old.clause_by_id.get(id)
    now = sides.new.clause_by_id.get(sides.lineage.now(id))
    outcome = sides.before(target) if target else None
    kept = now is None or sides.after(now) == outcome
    return Route(
        text=text,
        to=sides.lineage.now(id),
        outcome=outcome,
        own=sides.before(pair.old),
        proven=steady and kept and not _wins(now, pair.new),
    )


def _after(*, text: str, id: str, pair: Pair, sides: Sides, steady: bool) -> Route:
    target = sides.new.clause_by_id.get(id)
    known = sides.lineage.pair_of.get(id)
    outcome = sides.after(target) if target else None
    kept = known is None or (sides.before(known.old) == outcome and not known.merged)
    return Route(
        text=text,
        to=id,
        outcome=outcome,
        own=sides.after(pair.new),
        proven=steady and kept and not _wins(known.old if known else None, pair.old),
    )


def _wins(target: Clause | None, over: Clause) -> bool:
    return target is not None and over.id in target.overrides
