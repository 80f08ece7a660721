"""The limits and modes of a check."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from delibctl.api.asking.default_mode import modes_of
from delibctl.api.ci.accepted import AcceptedOf
from delibctl.compare.policies import Tested
from delibctl.edge.settings import Settings
from delibctl.gates.comparison import ComparisonLimits
from delibctl.model import Mode


def limits_of(settings: Settings) -> ComparisonLimits:
    """Return the gates of `[gates]`; those of `[ci.gates]` win."""
    values: dict[str, Any] = {}
    for table in (settings.gates, settings.ci.gates):
        own = {item.name: getattr(table, item.name) for item in fields(table)}
        values |= {name: value for name, value in own.items() if value is not None}
    return replace(ComparisonLimits(), **values, asked=frozenset(values))


def modes_for(chosen: Sequence[str], accepted: AcceptedOf, tested: Tested) -> tuple[Mode, ...]:
    """Return the configured modes, else those of the base's rows, else the usual ones of a policy.

    Rows that a branch adds do not choose: in mode `none` no edit of the policy would affect a case.
    `tested` is the former policy; only where it is new, there is none but that of the branch.
    """
    if chosen:
        return tuple(Mode(name) for name in chosen)
    usual, _ = modes_of((), tested.cases, tested.policy)
    return tuple(sorted(accepted.before)) or usual
