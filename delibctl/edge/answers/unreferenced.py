"""Cached answers that no run contains.

Runs and answers are compared by content: a key depends on the environment of its probe, which run
files do not record. Answers with equal text, time and tokens count as one, so an answer that a run
contains is always found.
"""

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from delibctl.edge.answers.store import ANSWERS, stored_key, stored_reply
from delibctl.edge.run_file.cells import checked_row, decoded
from delibctl.edge.run_file.database import (
    check_structure,
    connect,
    open_read_only,
    sqlite_errors,
)
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.model import Reply


@dataclass(frozen=True, kw_only=True)
class StoredAnswer:
    """A cached answer: its key, the digest of its reply, and its size in bytes."""

    key: str
    digest: bytes
    size: int


@dataclass(frozen=True, kw_only=True)
class _StoredExchange:
    """The reply of a stored exchange."""

    reply: Reply


def reply_digest(reply: Reply) -> bytes:
    """Return the SHA-256 of a reply, the same for new and cached ones."""
    return hashlib.sha256(msgspec.json.encode(replace(reply, kept=False))).digest()


def replies_of_run(path: Path) -> set[bytes]:
    """Return the digests of all replies in a run. Raises DelibctlError if it is damaged."""
    decoder = msgspec.json.Decoder(list[_StoredExchange])
    with open_read_only(path, RUN_FILE) as connection:
        check_structure(connection, path, RUN_FILE)
        digests: set[bytes] = set()
        for number, exchanges in connection.execute("SELECT rowid, exchanges FROM trial"):
            with checked_row(path, RUN_FILE, f"trial, row {number}"):
                for exchange in decoded(exchanges, decoder):
                    digests.add(reply_digest(exchange.reply))
        return digests


def all_answers(path: Path) -> list[StoredAnswer]:
    """Return all cached answers, none if the file is missing.

    Raises DelibctlError if the file is damaged.
    """
    if not path.is_file():
        return []
    answers = []
    with closing(connect(path, ANSWERS, create=False)) as connection, sqlite_errors(path, ANSWERS):
        check_structure(connection, path, ANSWERS)
        rows = connection.execute("SELECT rowid, key, reply FROM answer ORDER BY key")
        for number, key_cell, cell in rows:
            key = stored_key(path, number, key_cell)
            digest = reply_digest(stored_reply(path, key, cell))
            answers.append(StoredAnswer(key=key, digest=digest, size=len(key) + len(cell)))
    return answers


def remove_answers(path: Path, answers: Iterable[StoredAnswer]) -> None:
    """Remove answers and free their space. Raises DelibctlError if the file cannot be written."""
    with (
        closing(connect(path, ANSWERS, create=False)) as connection,
        sqlite_errors(path, ANSWERS),
    ):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "DELETE FROM answer WHERE key = ?", [(answer.key,) for answer in answers]
        )
        connection.execute("COMMIT")
        connection.execute("VACUUM")
