"""Answers as lines of JSON that git can merge: one answer a line, sorted by key."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from delibctl.edge.answers.store import ANSWERS, stored_key, stored_reply
from delibctl.edge.run_file.checks import check_reply
from delibctl.edge.run_file.database import check_structure, connect, sqlite_errors
from delibctl.errors import DelibctlError
from delibctl.model import Reply
from delibctl.text.escape import json_line

#: Part of every line, so that lines do not depend on each other and merge one by one.
VERSION = 1

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line that is read."""

    schema_version: int
    key: str
    reply: Reply


def to_line(key: str, reply: Reply) -> str:
    """Return an answer as a line, without a line feed."""
    fields = msgspec.to_builtins(reply)
    del fields["kept"]  # it depends on the reader, not on the answer
    for name in ("notes", "reasoning_parts"):  # most answers have none
        if not fields[name]:
            del fields[name]
    return json_line({"key": key, "reply": fields, "schema_version": VERSION})


def from_lines(data: bytes, name: str) -> Iterator[tuple[str, Reply]]:
    """Yield the answers of a file of lines. Raises DelibctlError at the first invalid line."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _answer(line)
        except (ValueError, RecursionError, msgspec.MsgspecError) as error:
            merging = line.startswith((b"<<<<<<<", b"=======", b">>>>>>>"))
            raise DelibctlError(
                f"not an answer: {'a merge conflict of git' if merging else error}",
                where=f"{name}:{number}",
                next="keep one line of each key" if merging else "fix or remove the line",
            ) from error


def _answer(line: bytes) -> tuple[str, Reply]:
    answer_line = msgspec.json.decode(line, type=_Line)
    if answer_line.schema_version != VERSION:
        raise ValueError(
            f"its version is {answer_line.schema_version}; this delibctl reads version {VERSION}"
        )
    if not _KEY.fullmatch(answer_line.key):
        raise ValueError("its key is not a SHA-256")
    if not answer_line.reply.text.strip() and not answer_line.reply.blocked:
        raise ValueError("its reply contains no text")
    check_reply(answer_line.reply)
    return answer_line.key, replace(answer_line.reply, kept=False)


def stored_answers(path: Path) -> Iterator[tuple[str, Reply]]:
    """Yield all stored answers, sorted by key. Raises DelibctlError if the file is damaged."""
    with closing(connect(path, ANSWERS, create=False)) as connection, sqlite_errors(path, ANSWERS):
        check_structure(connection, path, ANSWERS)
        rows = connection.execute("SELECT rowid, key, reply FROM answer ORDER BY key")
        for number, key_cell, reply in rows:
            key = stored_key(path, number, key_cell)
            yield key, stored_reply(path, key, reply)


@dataclass
class ImportCounts:
    """The numbers of answers that were added, unchanged or replaced."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0


def add_answers(
    path: Path, answers: Iterable[tuple[str, Reply]], *, replace_existing: bool = False
) -> ImportCounts:
    """Add answers, all or none. Existing ones stay, unless `replace_existing` is true.

    Raises DelibctlError if the file is damaged or cannot be written.
    """
    counts = ImportCounts()
    with closing(connect(path, ANSWERS, create=True)) as connection, sqlite_errors(path, ANSWERS):
        connection.execute("BEGIN IMMEDIATE")
        for key, reply in answers:
            row = connection.execute("SELECT reply FROM answer WHERE key = ?", (key,)).fetchone()
            if row is not None and (not replace_existing or _is_equal(row[0], reply)):
                counts.unchanged += 1
                continue
            counts.added += row is None
            counts.replaced += row is not None
            connection.execute(
                "INSERT INTO answer (key, reply) VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET reply = excluded.reply",
                (key, msgspec.json.encode(reply).decode()),
            )
        connection.execute("COMMIT")
    return counts


def _is_equal(stored: bytes, reply: Reply) -> bool:
    """Return True if the stored text is that reply; unreadable text is not."""
    try:
        return msgspec.json.decode(stored, type=Reply) == reply
    except (TypeError, ValueError, RecursionError, msgspec.MsgspecError):
        return False
