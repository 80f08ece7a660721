"""The gates on two runs as they are stored: as decided by fresh repeats, if there are some.

A decision is made once more from its first look on: each look sees the repeats that it saw then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from delibctl.compare.runs.fresh_repeats import Asked, FreshRepeats, Numbered
from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.levels import check_fact
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits
from delibctl.gates.deciding.decide import Ask, decide
from delibctl.gates.deciding.looks import Looks
from delibctl.stats.share import Share

_NOTHING = Share(hits=0, total=0)


def check_stored(
    pairs: Mapping[str, Sequence[PairedCase]],
    limits: ComparisonLimits,
    fresh: FreshRepeats | None = None,
    *,
    coverage: Share | None = None,
    disputed: Share | None = None,
) -> tuple[ComparisonGate, ...]:
    """Return the gates of each model under its name, then those of the whole run.

    `fresh` is None if the gates were never decided. `coverage` and `disputed` are of the newer run.
    """
    of_model = replace(limits, min_coverage=None, max_disputed=None)
    if fresh is not None:
        gates = [gate for of in replayed(pairs, of_model, fresh).values() for gate in of]
    else:
        gates = [
            replace(gate, model=name)
            for name, own in (pairs or {"": []}).items()
            for gate in check_comparison(own, of_model)
        ]
    gates += check_fact("min_coverage", coverage, limits.min_coverage, at_least=True)
    gates += check_fact("max_disputed", disputed, limits.max_disputed, at_least=False)
    return tuple(gates)


def replayed(
    pairs: Mapping[str, Sequence[PairedCase]],
    limits: ComparisonLimits,
    fresh: FreshRepeats,
    *,
    smallest_drops: bool = True,
) -> dict[str, tuple[ComparisonGate, ...]]:
    """Return the gates of each model at the last look of a decision, made again."""
    looks = Looks(
        pairs=pairs or {"": []},
        decide=lambda cases, count, gates: decide(
            cases, limits, count, gates, smallest_drops=smallest_drops
        ),
    )
    before = _Seen(stored=fresh.before, first=fresh.first)
    after = _Seen(stored=fresh.after, first=fresh.first)
    while asks := looks.look(before.rates(), after.rates()):
        if looks.count >= fresh.looks:
            break
        scored = before.take(ask for ask in asks if ask.side == "before")
        scored += after.take(ask for ask in asks if ask.side == "after")
        if not scored:
            break
        looks.count += 1
    return looks.gates


@dataclass(kw_only=True)
class _Seen:
    """The stored repeats of one side that the looks have seen so far: `asked` of each case."""

    stored: Mapping[Asked, Numbered]
    first: int
    asked: dict[Asked, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, asks: Iterable[Ask]) -> int:
        """Take what was asked next; return how many of it could be scored."""
        before = self._count()
        for ask in asks:
            self.asked[ask.case, ask.model, ask.mode] += ask.repeats
        return self._count() - before

    def rates(self) -> dict[Asked, Rates]:
        """Return the rates of each case over the repeats that were taken."""
        return {key: _sum(self._taken(key)) for key in self.asked}

    def _count(self) -> int:
        return sum(len(self._taken(key)) for key in self.asked)

    def _taken(self, key: Asked) -> list[Rates]:
        end = self.first + self.asked[key]
        return [rates for number, rates in self.stored.get(key, {}).items() if number < end]


def _sum(repeats: Sequence[Rates]) -> Rates:
    return {
        figure: Share(
            hits=sum(rates.get(figure, _NOTHING).hits for rates in repeats),
            total=sum(rates.get(figure, _NOTHING).total for rates in repeats),
        )
        for figure in Figure
    }
