"""Putting turns that have rows of their own together as one conversation."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from delibctl.cases.importers.conversation import ROLES
from delibctl.cases.table import RowOfTable, Table

Group = list[RowOfTable]


def with_turns_together(table: Table, columns: Mapping[str, str]) -> tuple[Table, dict[str, str]]:
    """Return a table with one row per conversation, and the columns of its fields.

    A column of roles whose words are no speakers of a chat is an ordinary column. Without a column
    that tells which conversation a row belongs to, equal ids do.
    """
    plain = {name: column for name, column in columns.items() if name not in _OF_TURNS}
    roles = {row.filled(columns["role"]).lower() for row in table.rows} - {""}
    home = columns.get("conversation") or _repeated_id(table, columns)
    if not roles or not roles <= ROLES.keys() or (home is None and roles <= _USERS):
        return table, plain
    groups: dict[str, Group] = {}
    for row in table.rows:
        groups.setdefault(row.filled(home) if home else "", []).append(row)
    left_over = list(table.left_over)
    rows = []
    for name, group in groups.items():
        reason = _NO_HOME if not name else None
        reason = reason or _contradiction(group, columns)
        if reason is None:
            rows.append(_together(group, columns))
        else:
            left_over += [(row.line, reason) for row in group]
    number = {} if home is None else {"id": home}
    joined = replace(table, rows=tuple(rows), left_over=tuple(sorted(left_over)))
    return joined, {**plain, **number, "role": columns["role"], **_turn(columns)}


_NO_HOME = "the row of a turn, without the id of a conversation: add --column conversation=NAME"
_OF_TURNS = {"role", "conversation", "turn"}
_USERS = {role for role, plain in ROLES.items() if plain == "user"}


def _turn(columns: Mapping[str, str]) -> dict[str, str]:
    return {"turn": columns["turn"]} if "turn" in columns else {}


def _repeated_id(table: Table, columns: Mapping[str, str]) -> str | None:
    """Return the column of ids if rows share them."""
    column = columns.get("id")
    ids = [row.filled(column) for row in table.rows] if column else []
    return column if len(set(ids)) < len(ids) else None


def _contradiction(group: Group, columns: Mapping[str, str]) -> str | None:
    """Return the reason why the rows of a conversation do not fit together."""
    for field in ("label", "style", "kind", "lang"):
        if field in columns:
            values = {row.filled(columns[field]) for row in group} - {""}
            if len(values) > 1:
                return f"turns of one conversation with different values of {columns[field]}"
    return None


def _together(group: Group, columns: Mapping[str, str]) -> RowOfTable:
    """Return the first row of a conversation, with all turns as its prompt."""
    if "turn" in columns:
        numbers = [row.filled(columns["turn"]) for row in group]
        if all(number.isdecimal() for number in numbers):
            group = sorted(group, key=lambda row: int(row.filled(columns["turn"])))
    turns = [
        {"role": row.filled(columns["role"]), "content": row.value(columns["prompt"])}
        for row in group
    ]
    cells: dict[str, Any] = {}
    for row in group:
        for name, value in row.cells.items():
            if not cells.get(name):
                cells[name] = value
    prompt = next(n for n in cells if n.casefold() == columns["prompt"].casefold())
    return RowOfTable(line=min(row.line for row in group), cells={**cells, prompt: turns})
