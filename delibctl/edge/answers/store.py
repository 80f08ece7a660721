"""Answers stored by the content of their questions, so that none is asked twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from delibctl.edge.answers.answer_key import answer_key
from delibctl.edge.run_file.cells import checked_row, decoded, text_of
from delibctl.edge.run_file.checks import check_reply
from delibctl.edge.run_file.database import FileKind, connect, sqlite_errors, transaction
from delibctl.model import ModelSpec, Question, Reply

ANSWERS = FileKind(
    what="answer file",
    application_id=0x64_6C_61_6E,  # "dlan"
    version=1,
    alternative="another state folder",
    patience=30.0,
    in_state=True,
    tables="""
CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, reply TEXT NOT NULL)
""",
)

_REPLY = msgspec.json.Decoder(Reply)


def stored_reply(path: Path, key: str, cell: object) -> Reply:
    """Return the reply in a cell. Raises DelibctlError that names its row if it is damaged."""
    with checked_row(path, ANSWERS, f"answer, key {key[:12]}"):
        reply = decoded(cell, _REPLY)
        check_reply(reply)
    return reply


def stored_key(path: Path, number: int, cell: object) -> str:
    """Return the key in a cell. Raises DelibctlError that names its row if it is damaged."""
    with checked_row(path, ANSWERS, f"answer, row {number}"):
        return text_of(cell)


class AnswerStore:
    """The answers of all runs in a state folder.

    What a commit could not store is written again by the next one, or given up with `abandon`.
    Every method raises DelibctlError if the file is damaged or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection = connect(path, ANSWERS, create=True)
        self._uncommitted: dict[str, Reply] = {}

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Lock the state folder for other processes during a block, which has to be short."""
        with sqlite_errors(self.path, ANSWERS):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def find(self, model: ModelSpec, question: Question) -> Reply | None:
        """Return the cached answer to a question, or None."""
        return self.get(answer_key(model, question))

    def close(self) -> None:
        """Close the file, with everything committed."""
        try:
            self.commit()
        finally:
            self._connection.close()

    def get(self, key: str) -> Reply | None:
        """Return the answer with that key, or None."""
        if key in self._uncommitted:
            return replace(self._uncommitted[key], kept=True)
        with sqlite_errors(self.path, ANSWERS):
            row = self._connection.execute(
                "SELECT reply FROM answer WHERE key = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        return replace(stored_reply(self.path, key, row[0]), kept=True)

    def put(self, key: str, reply: Reply) -> None:
        """Take an answer, in place of an earlier one with its key; `commit` has to follow soon."""
        self._uncommitted[key] = reply

    def commit(self) -> None:
        """Write the answers taken since the last time."""
        if not self._uncommitted:
            return
        rows = [
            (key, msgspec.json.encode(reply).decode()) for key, reply in self._uncommitted.items()
        ]
        with sqlite_errors(self.path, ANSWERS), transaction(self._connection):
            self._connection.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?)", rows)
        self._uncommitted.clear()

    def abandon(self) -> list[Reply]:
        """Give up the answers that could not be committed, and return them."""
        lost = list(self._uncommitted.values())
        self._uncommitted.clear()
        return lost
