"""Answers kept by content: an unchanged question is never asked twice.

The key is what the user and the policy decide, and nothing else: no version of delibctl, and
nothing out of LiteLLM's tables.
"""

import asyncio
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from delibctl.edge.database import Kind, connect, damaged, wrapped
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply, Wants

ANSWERS = Kind(
    what="answer file",
    application_id=0x64_6C_61_6E,  # "dlan"
    version=1,
    option="--state",
    patience=30.0,
    tables="""
CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, reply TEXT NOT NULL)
""",
)


def answer_key(model: ModelSpec, question: Question) -> str:
    """The SHA-256 of model, endpoint, parameters, messages, wanted form and repeat."""
    parameters: dict[str, Any] = {
        "temperature": None if model.temperature is None else float(model.temperature),
        "seed": model.seed,
        "max_tokens": model.max_tokens,
        "reasoning_effort": model.reasoning_effort,
    }
    # What came later is left out where it is not used: the keys of before have to stay.
    if model.params:
        parameters["params"] = model.params
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


class Answers:
    """The answers of every run that shares a state folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reused = 0
        #: What is being asked: whoever has the same question waits for the answer.
        self._asked: dict[str, asyncio.Event] = {}
        #: What was answered since: --refresh asks no question twice either.
        self._fresh: set[str] = set()
        self._connection: sqlite3.Connection = connect(path, ANSWERS, create=True)

    def remembered(self, model: ModelSpec, ask: Ask, *, refresh: bool = False) -> Ask:
        """`ask`, but only for questions that have no answer yet. Empty replies are not kept.

        `refresh` asks all of them again; the new answers take the place of the kept ones.
        """

        async def remembering(question: Question) -> Reply | Failure:
            key = answer_key(model, question)
            while (asked := self._asked.get(key)) is not None:
                await asked.wait()
            kept = None if refresh and key not in self._fresh else self._find(key)
            if kept is not None:
                self.reused += 1
                return kept
            self._asked[key] = asyncio.Event()
            try:
                reply = await ask(question)
                if isinstance(reply, Reply) and (reply.text.strip() or reply.blocked):
                    self._keep(key, reply)
                    self._fresh.add(key)
                return reply
            finally:
                self._asked.pop(key).set()

        return remembering

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
        return self._find(answer_key(model, question))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _find(self, key: str) -> Reply | None:
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

    def _keep(self, key: str, reply: Reply) -> None:
        with wrapped(self.path, ANSWERS):
            self._connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?)",
                (key, msgspec.json.encode(reply).decode()),
            )
