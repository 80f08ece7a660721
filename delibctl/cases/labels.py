"""Answers with human labels, read from a table."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from shlex import quote
from typing import Any

from delibctl.cases.clause_labels import ClauseLabels, clause_labels
from delibctl.cases.table import RowOfTable, Table
from delibctl.errors import DelibctlError
from delibctl.model import Compliance, Message, Outcome

#: The fields that a column can hold, with the usual names of the column.
FIELDS = {
    "prompt": ("prompt", "question"),
    "messages": ("messages",),
    "answer": ("answer", "completion", "response"),
    "outcome": ("outcome", "label", "final_label"),
    "reasoning": ("reasoning",),
    "clause": ("clause",),
    "compliance": ("compliance",),
    "clauses": ("clauses",),
    "category": ("category",),
    "by": ("by",),
    "model": ("model",),
    "family": ("family",),
}


@dataclass(frozen=True, kw_only=True)
class Label:
    """A conversation with its answer, and the outcome that a person assigned.

    `line` is the line in the file. `categories` are those whose text a model is shown; without any
    it is shown the whole policy. `clauses`: the verdicts of a person on single clauses.
    `model` gave the answer; `family` groups prompts that are alike.
    """

    line: int
    messages: tuple[Message, ...]
    answer: str
    outcome: Outcome
    reasoning: str = ""
    clause: str = ""
    categories: tuple[str, ...] = ()
    by: str = ""
    clauses: ClauseLabels = ()
    model: str = ""
    family: str = ""


def labels(
    table: Table, name: str, columns: Mapping[str, str], words: Mapping[str, str]
) -> list[Label]:
    """Return the labels of all rows. `words` maps the table's words for outcomes to outcomes.

    Raises DelibctlError if a column or a word has no clear meaning.
    """
    for field in columns:
        if field not in FIELDS:
            raise DelibctlError(
                f"--column {field}=...: unknown field", next=f"use one of {', '.join(FIELDS)}"
            )
    columns_by_field = {
        field: column for field in FIELDS if (column := _column(table, field, columns))
    }
    for field in ("answer", "outcome"):
        if field not in columns_by_field:
            raise DelibctlError(
                f"{name}: it is not clear which column holds the {field}",
                next=f"add --column {field}=NAME; the columns are {_listed(table)}",
            )
    if not {"prompt", "messages"} & columns_by_field.keys():
        raise DelibctlError(
            f"{name}: it is not clear which column holds the prompt",
            next=f"add --column prompt=NAME; the columns are {_listed(table)}",
        )
    _check_words(table, name, columns_by_field["outcome"], words)
    found = [_label(row, f"{name}:{row.line}", columns_by_field, words) for row in table.rows]
    _check_clauses(found, name)
    return _merged(found)


def _check_clauses(found: Sequence[Label], name: str) -> None:
    """Raise DelibctlError if two rows contradict each other about a clause of one answer."""
    earlier: dict[tuple[tuple[Message, ...], str, str], tuple[Compliance, int]] = {}
    for label in found:
        for clause, verdict in label.clauses:
            key = (label.messages, label.answer, clause)
            first, line = earlier.setdefault(key, (verdict, label.line))
            if first is not verdict:
                raise DelibctlError(
                    f"contradictory labels of clause {clause} for one answer: {verdict}, and "
                    f"{first} on line {line}",
                    where=f"{name}:{label.line}",
                    next="keep one of them",
                )


def _merged(found: Iterable[Label]) -> list[Label]:
    """Return the labels, with rows that add clauses to the same label of an answer as one."""
    first: dict[Label, int] = {}
    result: list[Label] = []
    for label in found:
        bare = replace(label, line=0, clause="", clauses=())
        index = first.setdefault(bare, len(result)) if label.clauses else len(result)
        if index == len(result):
            result.append(label)
        else:
            clauses = dict(result[index].clauses) | dict(label.clauses)
            result[index] = replace(result[index], clauses=tuple(clauses.items()))
    return result


def _listed(table: Table) -> str:
    return ", ".join(table.columns) or "none"


def _check_words(table: Table, name: str, column: str, words: Mapping[str, str]) -> None:
    """Raise one DelibctlError for all unknown words: a table may have a dozen of them."""
    for word, outcome in words.items():
        if outcome.lower() not in {*Outcome, *Compliance}:
            raise DelibctlError(
                f"--label {word}={outcome}: {outcome!r} is not an outcome",
                next=f"use one of {', '.join(Outcome)}; for a clause {', '.join(Compliance)}",
            )
    first_lines: dict[str, int] = {}
    for row in table.rows:
        word = row.get(column)
        if words.get(word, word).lower() not in set(Outcome):
            first_lines.setdefault(word, row.line)
    if first_lines:
        shown = list(first_lines)[:6]
        raise DelibctlError(
            f"not an outcome: {', '.join(repr(word) for word in shown)}",
            where=f"{name}:{min(first_lines.values())}",
            next="add "
            + " ".join(f"--label {quote(word or 'WORD')}=OUTCOME" for word in shown)
            + f"; the outcomes are {', '.join(Outcome)}",
        )


def _column(table: Table, field: str, columns: Mapping[str, str]) -> str | None:
    names = {column.casefold() for column in table.columns}
    if field in columns:
        if columns[field].casefold() not in names:
            raise DelibctlError(
                f"--column {field}={columns[field]}: no such column",
                next=f"the columns are {_listed(table)}",
            )
        return columns[field]
    return next((usual for usual in FIELDS[field] if usual in names), None)


def _label(
    row: RowOfTable, where: str, columns_by_field: Mapping[str, str], words: Mapping[str, str]
) -> Label:
    def cell(field: str) -> str:
        return row.get(columns_by_field[field]) if field in columns_by_field else ""

    word = cell("outcome")
    outcome = words.get(word, word).lower()
    messages = _messages(cell("messages"), where) or (Message(role="user", content=cell("prompt")),)
    return Label(
        line=row.line,
        messages=messages,
        answer=cell("answer"),
        outcome=Outcome(outcome),
        reasoning=cell("reasoning"),
        clause=cell("clause"),
        categories=tuple(filter(None, (id.strip() for id in cell("category").split(",")))),
        by=cell("by"),
        clauses=clause_labels(row, where, columns_by_field, words),
        model=cell("model"),
        family=cell("family"),
    )


def _messages(text: str, where: str) -> tuple[Message, ...]:
    if not text:
        return ()
    try:
        turns: Any = json.loads(text)
        pairs = tuple((turn["role"], turn["content"]) for turn in turns)
        if not all(isinstance(text, str) for pair in pairs for text in pair):
            raise TypeError("a role or content is not text")
        return tuple(Message(role=role, content=content) for role, content in pairs)
    except (ValueError, TypeError, KeyError) as error:
        raise DelibctlError(
            "the messages are not a list of objects with role and content",
            where=where,
            next="fix the row",
        ) from error
