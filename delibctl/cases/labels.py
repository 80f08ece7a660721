"""Answers that people labelled, out of a table: what each does, and what it is about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any

from delibctl.cases.importers.table import RowOfTable, Table
from delibctl.errors import DelibctlError
from delibctl.model import Message, Outcome

#: What a column can hold, and what it is usually called.
FIELDS = {
    "prompt": ("prompt", "question"),
    "messages": ("messages",),
    "answer": ("answer", "completion", "response"),
    "outcome": ("outcome", "label", "final_label"),
    "reasoning": ("reasoning",),
    "clause": ("clause",),
    "category": ("category",),
    "by": ("by",),
}


@dataclass(frozen=True, kw_only=True)
class Label:
    """A conversation, its answer, and the outcome that a person saw. `line` is that of its file.

    `categories`: whose text a model is shown; none shows the whole policy.
    """

    line: int
    messages: tuple[Message, ...]
    answer: str
    outcome: Outcome
    reasoning: str = ""
    clause: str = ""
    categories: tuple[str, ...] = ()
    by: str = ""


def labels(
    table: Table, name: str, columns: Mapping[str, str], words: Mapping[str, str]
) -> list[Label]:
    """All rows. `words`: what the table calls an outcome. Raises DelibctlError if it is unclear."""
    for field in columns:
        if field not in FIELDS:
            raise DelibctlError(
                f"--column {field}=...: no such field", next=f"one of {', '.join(FIELDS)}"
            )
    named = {field: column for field in FIELDS if (column := _column(table, field, columns))}
    for field in ("answer", "outcome"):
        if field not in named:
            raise DelibctlError(
                f"which column of {name} holds the {field} is not clear",
                next=f"--column {field}=NAME, one of {', '.join(table.columns) or 'none'}",
            )
    if not {"prompt", "messages"} & named.keys():
        raise DelibctlError(
            f"which column of {name} holds the prompt is not clear",
            next=f"--column prompt=NAME, one of {', '.join(table.columns) or 'none'}",
        )
    _check_words(table, name, named["outcome"], words)
    return [_label(row, f"{name}:{row.line}", named, words) for row in table.rows]


def _check_words(table: Table, name: str, column: str, words: Mapping[str, str]) -> None:
    """All that is unclear at once: a table may have a dozen words for what an answer does."""
    for word, outcome in words.items():
        if outcome.lower() not in set(Outcome):
            raise DelibctlError(
                f"--label {word}={outcome}: {outcome!r} is no outcome",
                next=f"one of {', '.join(Outcome)}",
            )
    found = dict.fromkeys(row.get(column) for row in table.rows)
    unknown = [w or "WORD" for w in found if words.get(w, w).lower() not in set(Outcome)]
    if unknown:
        raise DelibctlError(
            f"{', '.join(map(repr, unknown[:6]))}: no outcome",
            where=name,
            next=" ".join(f"--label {quote(word)}=OUTCOME" for word in unknown[:6])
            + f", one of {', '.join(Outcome)}",
        )


def _column(table: Table, field: str, columns: Mapping[str, str]) -> str | None:
    known = {column.casefold() for column in table.columns}
    if field in columns:
        if columns[field].casefold() not in known:
            raise DelibctlError(
                f"--column {field}={columns[field]}: there is no such column",
                next=f"the columns are {', '.join(table.columns)}",
            )
        return columns[field]
    return next((usual for usual in FIELDS[field] if usual in known), None)


def _label(
    row: RowOfTable, where: str, named: Mapping[str, str], words: Mapping[str, str]
) -> Label:
    def cell(field: str) -> str:
        return row.get(named[field]) if field in named else ""

    written = cell("outcome")
    outcome = words.get(written, written).lower()
    messages = _messages(cell("messages"), where) or (Message(role="user", content=cell("prompt")),)
    return Label(
        line=row.line,
        messages=messages,
        answer=cell("answer"),
        outcome=Outcome(outcome),
        reasoning=cell("reasoning"),
        clause=cell("clause"),
        categories=tuple(filter(None, (part.strip() for part in cell("category").split(",")))),
        by=cell("by"),
    )


def _messages(text: str, where: str) -> tuple[Message, ...]:
    if not text:
        return ()
    try:
        turns: Any = json.loads(text)
        found = tuple((turn["role"], turn["content"]) for turn in turns)
        if not all(isinstance(part, str) for turn in found for part in turn):
            raise TypeError("content that is no text")
        return tuple(Message(role=role, content=content) for role, content in found)
    except (ValueError, TypeError, KeyError) as error:
        raise DelibctlError(
            "its messages are no list of roles and contents", where=where, next="mend the row"
        ) from error
