"""Kept answers as lines of JSON that git can merge: one answer a line, sorted by key."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from delibctl.edge.answers.store import ANSWERS
from delibctl.edge.run_file.database import connect, damaged, wrapped
from delibctl.errors import DelibctlError
from delibctl.model import Reply
from delibctl.text.escape import json_line

#: In every line, so that no line depends on another: two files merge line by line.
VERSION = 1

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line as it is read."""

    schema_version: int
    key: str
    reply: Reply


def to_line(key: str, reply: Reply) -> str:
    """An answer as a line, without its line feed."""
    told = msgspec.to_builtins(reply)
    del told["kept"]  # true of whoever is given it, not of the answer
    return json_line({"key": key, "reply": told, "schema_version": VERSION})


def from_lines(data: bytes, name: str) -> Iterator[tuple[str, Reply]]:
    """The answers of a file of lines. Raises DelibctlError at the first line that is none."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _answer(line)
        except (ValueError, RecursionError, msgspec.MsgspecError) as error:
            merging = line.startswith((b"<<<<<<<", b"=======", b">>>>>>>"))
            raise DelibctlError(
                f"no answer: {'a conflict that git left' if merging else error}",
                where=f"{name}:{number}",
                next="keep one line of each key" if merging else "mend or remove the line",
            ) from error


def _answer(line: bytes) -> tuple[str, Reply]:
    found = msgspec.json.decode(line, type=_Line)
    if found.schema_version != VERSION:
        raise ValueError(
            f"it has version {found.schema_version}, and this delibctl reads {VERSION}"
        )
    if not _KEY.fullmatch(found.key):
        raise ValueError("its key is no SHA-256")
    if not found.reply.text.strip() and not found.reply.blocked:
        raise ValueError("its reply holds no text")
    return found.key, replace(found.reply, kept=False)


def stored_answers(path: Path) -> Iterator[tuple[str, Reply]]:
    """Every kept answer, by key."""
    with closing(connect(path, ANSWERS, create=False)) as connection, wrapped(path, ANSWERS):
        for key, reply in connection.execute("SELECT key, reply FROM answer ORDER BY key"):
            try:
                yield key, msgspec.json.decode(reply, type=Reply)
            except (TypeError, msgspec.MsgspecError) as error:
                raise damaged(path, ANSWERS, f"{key}: {error}") from error


@dataclass
class Added:
    """What became of the answers that were to be added."""

    added: int = 0
    kept: int = 0
    replaced: int = 0


def add_answers(
    path: Path, answers: Iterable[tuple[str, Reply]], *, replacing: bool = False
) -> Added:
    """Add answers, all or none. A key that has one keeps it, unless `replacing`."""
    counts = Added()
    with closing(connect(path, ANSWERS, create=True)) as connection, wrapped(path, ANSWERS):
        connection.execute("BEGIN IMMEDIATE")
        for key, reply in answers:
            row = connection.execute("SELECT reply FROM answer WHERE key = ?", (key,)).fetchone()
            if row is not None and (not replacing or _is(row[0], reply)):
                counts.kept += 1
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


def _is(stored: str, reply: Reply) -> bool:
    """Whether that is stored already; what cannot be read is not."""
    try:
        return msgspec.json.decode(stored, type=Reply) == reply
    except (TypeError, msgspec.MsgspecError):
        return False
