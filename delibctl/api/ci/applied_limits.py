"""The limits and modes of a check."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from delibctl.edge.accepted.folder import Rows
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


def modes_for(chosen: Sequence[str], rows: Rows, usual: Sequence[Mode]) -> tuple[Mode, ...]:
    """Return the configured modes, else those of the accepted rows, else the usual ones."""
    return tuple(Mode(name) for name in chosen) or tuple(sorted(rows)) or tuple(usual)
