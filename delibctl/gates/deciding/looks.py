"""The looks at the gates of all models, one after the other, until each gate is decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from delibctl.compare.runs.fresh_repeats import Asked
from delibctl.compare.runs.paired_case import PairedCase, Rates
from delibctl.gates.comparison.result import ComparisonGate
from delibctl.gates.deciding.decide import Ask, Decision

#: Is given the pairs of one model, the number of looks so far, and the gates of the last one.
Decide = Callable[[Sequence[PairedCase], int, Sequence[ComparisonGate]], Decision]


@dataclass(kw_only=True)
class Looks:
    """The decision of each model by its name; `count` of the looks after the first.

    `pairs` have no fresh repeats: each look is given those that there are by then.
    """

    pairs: Mapping[str, Sequence[PairedCase]]
    decide: Decide
    count: int = 0
    decisions: dict[str, Decision] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """True if the gates of every model are decided."""
        return all(decision.done for decision in self.decisions.values())

    @property
    def gates(self) -> dict[str, tuple[ComparisonGate, ...]]:
        """The gates of each model at the last look, under its name."""
        return {
            name: tuple(replace(gate, model=name) for gate in decision.gates)
            for name, decision in self.decisions.items()
        }

    def look(self, before: Mapping[Asked, Rates], after: Mapping[Asked, Rates]) -> list[Ask]:
        """Look at the gates that are not decided; return the repeats that they hang on."""
        asks: list[Ask] = []
        for name, pairs in self.pairs.items():
            former = self.decisions.get(name)
            if former is not None and former.done:
                continue
            with_fresh = [_with_fresh(pair, before, after) for pair in pairs]
            decision = self.decide(with_fresh, self.count, former.gates if former else ())
            self.decisions[name] = decision
            asks += () if decision.done else decision.asks
        return asks


def _with_fresh(
    pair: PairedCase, before: Mapping[Asked, Rates], after: Mapping[Asked, Rates]
) -> PairedCase:
    key = pair.case, pair.model, pair.mode
    return replace(pair, fresh_before=before.get(key, {}), fresh_after=after.get(key, {}))
