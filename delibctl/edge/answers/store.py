"""Answers kept by content: an unchanged question is never asked twice.

The key is what the user and the policy decide, and nothing else: no version of delibctl, and
nothing out of LiteLLM's tables.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from delibctl.edge.run_file.database import FileKind, connect, damaged, wrapped
from delibctl.model import ANSWER_FIELDS, ModelSpec, Question, Reply, Wants

ANSWERS = FileKind(
    what="answer file",
    application_id=0x64_6C_61_6E,  # "dlan"
    version=1,
    option="--state",
    patience=30.0,
    tables="""
CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, reply TEXT NOT NULL)
""",
)

#: Parameters that are part of every key, and those that are part of it only where they are used.
_PARAMETERS = ("temperature", "seed", "max_tokens", "reasoning_effort")
_LATER = tuple(
    name for name in ANSWER_FIELDS if name not in {"name", "api_base", "structured", *_PARAMETERS}
)


def answer_key(model: ModelSpec, question: Question) -> str:
    """The SHA-256 of model, endpoint, parameters, messages, wanted form and repeat."""
    parameters = {name: getattr(model, name) for name in _PARAMETERS}
    if model.temperature is not None:
        parameters["temperature"] = float(model.temperature)
    # Later fields are left out where they are not used: the keys of earlier answers have to stay.
    parameters |= {name: getattr(model, name) for name in _LATER if getattr(model, name)}
    decided: dict[str, Any] = {
        "model": model.name,
        "endpoint": model.api_base,
        "parameters": parameters,
        "messages": [[message.role, message.content] for message in question.messages],
        "form": question.form,
        "repeat": question.repeat,
    }
    if question.wants is not Wants.DELIBERATION:
        decided["wants"] = question.wants
    return hashlib.sha256(msgspec.json.encode(decided, order="sorted")).hexdigest()


class AnswerStore:
    """The answers of every run that shares a state folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection = connect(path, ANSWERS, create=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process of the state folder from this block; it has to be short."""
        with wrapped(self.path, ANSWERS):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def find(self, model: ModelSpec, question: Question) -> Reply | None:
        """The answer that a question was given before."""
        return self.at(answer_key(model, question))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def at(self, key: str) -> Reply | None:
        """The answer with that key."""
        with wrapped(self.path, ANSWERS):
            row = self._connection.execute(
                "SELECT reply FROM answer WHERE key = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        try:
            return replace(msgspec.json.decode(row[0] or "", type=Reply), kept=True)
        except msgspec.MsgspecError as error:
            raise damaged(self.path, ANSWERS, f"an answer: {error}") from error

    def keep(self, key: str, reply: Reply) -> None:
        """Commit an answer, in the place of an earlier one."""
        with wrapped(self.path, ANSWERS):
            self._connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?)",
                (key, msgspec.json.encode(reply).decode()),
            )
