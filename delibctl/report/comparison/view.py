"""Two compared runs as reports show them: with gates, verdict, and the names the user gave."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from delibctl.compare.runs.change import CaseChange, ChangeKind
from delibctl.compare.runs.comparison import ModelComparison, RunComparison
from delibctl.gates import Verdict
from delibctl.gates.comparison import ComparisonGate

#: The order of changes in a report: what is worse, what is unknown, what is better.
ORDER = (
    ChangeKind.REGRESSED,
    ChangeKind.LAGGED,
    ChangeKind.CHANGED,
    ChangeKind.INCOMPARABLE,
    ChangeKind.VANISHED,
    ChangeKind.APPEARED,
    ChangeKind.FOLLOWED,
    ChangeKind.IMPROVED,
)

#: The changes after which the case is wrong, or is not known to be right.
WRONG = (
    ChangeKind.REGRESSED,
    ChangeKind.LAGGED,
    ChangeKind.CHANGED,
    ChangeKind.INCOMPARABLE,
)


@dataclass(frozen=True, kw_only=True)
class ComparisonView:
    """A comparison with the gates of each model by its name, and the verdict of the command.

    `before` and `after`: the runs as the user named them. `kinds`: the changes to show.
    """

    comparison: RunComparison
    gates: Mapping[str, tuple[ComparisonGate, ...]]
    verdict: Verdict
    before: str = "BEFORE"
    after: str = "AFTER"
    kinds: tuple[ChangeKind, ...] = field(default=ORDER)

    @property
    def decide(self) -> str:
        """The command that asks until the gates are decided."""
        return f"delibctl probe --decide {shlex.quote(self.before)}"

    @property
    def changes(self) -> tuple[CaseChange, ...]:
        """All changes of all models."""
        return tuple(change for model in self.comparison.models for change in model.changes)

    @property
    def all_gates(self) -> tuple[ComparisonGate, ...]:
        """The gates of all models, and those of the whole run."""
        return tuple(gate for gates in self.gates.values() for gate in gates)

    @property
    def of_the_run(self) -> tuple[ComparisonGate, ...]:
        """The gates that are of none of the compared models: of the whole run, or of no answer."""
        names = {model.name for model in self.comparison.models}
        return tuple(
            gate for name, gates in self.gates.items() if name not in names for gate in gates
        )

    @property
    def several(self) -> bool:
        """True if several models or modes were compared."""
        return len(self.comparison.models) > 1

    def of(self, model: ModelComparison) -> tuple[ComparisonGate, ...]:
        """Return the gates of a model."""
        return self.gates.get(model.name, ())


@dataclass(frozen=True, kw_only=True)
class ClauseGroup:
    """The shown changes of a model whose primary clause is the same; `clause` may be empty."""

    clause: str
    changes: tuple[CaseChange, ...]


def clause_groups(
    changes: Iterable[CaseChange], kinds: Iterable[ChangeKind], limit: int
) -> tuple[tuple[ClauseGroup, ...], int]:
    """Return the changes by clause, the worst first, up to a limit, and how many are left out.

    A limit of 0 shows all.
    """
    kinds = tuple(kinds)
    by_clause: dict[str, list[CaseChange]] = {}
    for change in changes:
        if change.kind in kinds:
            by_clause.setdefault(change.clause, []).append(change)
    ordered = sorted(by_clause.items(), key=lambda item: (_worst(item[1]), item[0]))
    total = sum(map(len, by_clause.values()))
    room = limit or total
    return tuple(_up_to(room, ordered)), max(0, total - room)


def _up_to(room: int, groups: Iterable[tuple[str, list[CaseChange]]]) -> Iterator[ClauseGroup]:
    for clause, changes in groups:
        if room <= 0:
            return
        ordered = sorted(changes, key=lambda change: (ORDER.index(change.kind), change.case))
        yield ClauseGroup(clause=clause, changes=tuple(ordered[:room]))
        room -= len(ordered)


def _worst(changes: list[CaseChange]) -> tuple[int, int]:
    """Return a key of order: the worst kind of change, then the number of changes of that kind."""
    places = [ORDER.index(change.kind) for change in changes]
    return min(places), -places.count(min(places))
