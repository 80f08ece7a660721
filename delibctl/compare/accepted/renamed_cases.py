"""Accepted rows under the ids that their cases have now."""

from collections.abc import Mapping
from dataclasses import replace

from delibctl.compare.accepted.row import AcceptedRow
from delibctl.model import Mode


def under_present_ids(
    rows: Mapping[Mode, list[AcceptedRow]], present: Mapping[str, str]
) -> dict[Mode, list[AcceptedRow]]:
    """Return rows with the present ids of their cases; one that has a row already keeps it."""
    return {mode: _renamed(of_mode, present) for mode, of_mode in rows.items()}


def _renamed(rows: list[AcceptedRow], present: Mapping[str, str]) -> list[AcceptedRow]:
    if not present:
        return rows
    taken = {(row.model.alias, row.case) for row in rows}
    return [
        replace(row, case=now)
        if (now := present.get(row.case)) and (row.model.alias, now) not in taken
        else row
        for row in rows
    ]
