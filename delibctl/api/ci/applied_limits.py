"""The limits and modes of a check, and the usual tolerance where cases are too few for it."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from delibctl.api.deciding.decided_probe import Decided
from delibctl.edge.accepted.folder import Rows
from delibctl.edge.settings import Settings
from delibctl.gates.comparison import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.model import Mode

_TOO_FEW = (
    "the affected cases are too few to tell a small drop of their figures, so the usual tolerance "
    "was left out; set tolerance in [ci.gates] to end undecided there"
)


def with_power(decided: Decided, limits: ComparisonLimits) -> tuple[Decided, tuple[str, ...]]:
    """Return the decision without the usual tolerance where cases are too few for it, with a note.

    An edit of one clause seldom affects enough of them. Confirmed regressions are looked at all the
    same, and a tolerance that the configuration sets stays undecided.
    """
    if "tolerance" in limits.asked:
        return decided, ()
    gates = {
        model: tuple(gate for gate in of_model if not _has_too_few_cases(gate))
        for model, of_model in decided.gates.items()
    }
    if gates == decided.gates:
        return decided, ()
    left = [gate for of_model in gates.values() for gate in of_model]
    if all(gate.verdict is not ComparisonVerdict.UNDECIDED for gate in left):
        decided = replace(decided, why="", next="")
    return replace(decided, gates=gates), (_TOO_FEW,)


def _has_too_few_cases(gate: ComparisonGate) -> bool:
    """Return True for an open tolerance that no number of repeats would decide."""
    is_open = gate.verdict is ComparisonVerdict.UNDECIDED and gate.needed_questions is None
    return gate.name == "tolerance" and is_open


def limits_of(settings: Settings) -> ComparisonLimits:
    """Return the gates of `[gates]`; those of `[ci.gates]` win."""
    values: dict[str, Any] = {}
    for table in (settings.gates, settings.ci.gates):
        own = {item.name: getattr(table, item.name) for item in fields(table)}
        values |= {name: value for name, value in own.items() if value is not None}
    return replace(ComparisonLimits(), **values, asked=frozenset(values))


def modes_for(chosen: Sequence[str], rows: Rows, usual: Sequence[Mode]) -> tuple[Mode, ...]:
    """Return the configured modes, else those of the accepted rows, else the usual ones."""
    return tuple(Mode(name) for name in chosen) or tuple(sorted(rows)) or tuple(usual)
