"""Verdicts of people on single clauses, in the rows of a table of labelled answers."""

import json
from collections.abc import Mapping
from shlex import quote
from typing import Any

from delibctl.cases.table import RowOfTable, text_of
from delibctl.errors import DelibctlError
from delibctl.model import Compliance

#: The verdicts on an answer, by clause, in the order of the file.
ClauseLabels = tuple[tuple[str, Compliance], ...]


def clause_labels(
    row: RowOfTable, where: str, columns_by_field: Mapping[str, str], words: Mapping[str, str]
) -> ClauseLabels:
    """Return the verdicts of a row: the object `clauses`, and the pair `clause`, `compliance`.

    Raises DelibctlError if a verdict is unknown or has no clause, or if two contradict each other.
    """
    found: dict[str, Compliance] = {}
    for clause, word in _pairs(row, where, columns_by_field):
        verdict = _verdict(word, where, words)
        earlier = found.setdefault(clause, verdict)
        if earlier is not verdict:
            raise DelibctlError(
                f"contradictory labels of clause {clause}: {earlier} and {verdict}",
                where=where,
                next="keep one of them",
            )
    return tuple(found.items())


def _pairs(
    row: RowOfTable, where: str, columns_by_field: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return each clause with the word for its verdict; a clause without a word has no label."""

    def value(field: str) -> Any:
        return row.value(columns_by_field[field]) if field in columns_by_field else None

    pairs = [
        (text_of(id).strip(), text_of(word).strip())
        for id, word in _object(value("clauses"), where)
    ]
    clause, word = text_of(value("clause")).strip(), text_of(value("compliance")).strip()
    if word and not clause:
        raise DelibctlError(
            f"the verdict {word!r} names no clause",
            where=where,
            next="write the id of the clause, or leave the verdict out",
        )
    return [(id, word) for id, word in (*pairs, (clause, word)) if word]


def _object(value: Any, where: str) -> list[tuple[str, Any]]:
    """Return the items of an object, which a table without types holds as JSON."""
    data = value
    if isinstance(value, str):
        try:
            data = json.loads(value) if value.strip() else {}
        except ValueError:
            data = None
    elif value is None:
        data = {}
    if not isinstance(data, dict):
        raise DelibctlError(
            "the clauses are not an object of clause ids and verdicts",
            where=where,
            next='write them like {"CLAUSE": "compliant"}, or name the column otherwise',
        )
    return list(data.items())


def _verdict(word: str, where: str, words: Mapping[str, str]) -> Compliance:
    name = "-".join(words.get(word, word).lower().replace("_", " ").split())
    if name not in set(Compliance):
        raise DelibctlError(
            f"not a verdict on a clause: {word!r}",
            where=where,
            next=f"add --label {quote(word)}=VERDICT; the verdicts are {', '.join(Compliance)}",
        )
    return Compliance(name)
