"""SQLite files of ours: opened with care, and with errors that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from delibctl.errors import DelibctlError

HEADER = b"SQLite format 3\x00"


class FileInUse(DelibctlError):
    """Another delibctl is writing the file."""


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """A kind of file: its application id, the format that is written, and its tables.

    `option` is what names another file; `patience` the seconds to wait for another writer.
    """

    what: str
    application_id: int
    version: int
    tables: str
    option: str
    patience: float = 1.0


def connect(path: Path, kind: FileKind, *, create: bool) -> sqlite3.Connection:
    """Open a file of that kind, made first where `create` says so.

    Raises DelibctlError for a file that cannot be opened, is damaged, is something else, or was
    written by a later version.
    """
    if not create and not path.is_file():
        raise DelibctlError(f"no {kind.what} at {path}", next="check the path")
    with wrapped(path, kind):
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=kind.patience)
        # With a write-ahead log, what was committed outlives the process without a sync each time.
        connection.execute("PRAGMA synchronous=NORMAL")
        try:
            _prepare(connection, path, kind, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, kind: FileKind, *, create: bool) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0 and not create:
        raise DelibctlError(f"{path} is empty, and no {kind.what}", next="name another file")
    if tables == 0:
        connection.execute("PRAGMA journal_mode=WAL")
        # Of two that start at once, the second waits here and finds the tables made.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={kind.application_id}")
        connection.execute(f"PRAGMA user_version={kind.version}")
        for statement in kind.tables.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")
    _check(connection, path, kind)


def _check(connection: sqlite3.Connection, path: Path, kind: FileKind) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != kind.application_id:
        raise DelibctlError(
            f"{path} is a SQLite file, but no {kind.what}", next="name another file"
        )
    if version > kind.version:
        raise DelibctlError(
            f"{path} is a {kind.what} of format {version}; this delibctl reads up to "
            f"{kind.version}",
            next="upgrade delibctl: pip install --upgrade delibctl",
        )


@contextmanager
def reading(path: Path, kind: FileKind) -> Iterator[sqlite3.Connection]:
    """A file of that kind, read without waiting and left as it is, to its time of change."""
    with wrapped(path, kind), closing(_reader(path, "mode=ro")) as connection:
        _check(connection, path, kind)
        yield connection


@contextmanager
def reading_past_a_lock(path: Path, kind: FileKind) -> Iterator[sqlite3.Connection]:
    """The same of a file that another process writes: as it was when that process began."""
    with wrapped(path, kind), closing(_reader(path, "immutable=1")) as connection:
        _check(connection, path, kind)
        yield connection


def _reader(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None, timeout=0
    )


@contextmanager
def wrapped(path: Path, kind: FileKind) -> Iterator[None]:
    """Errors of SQLite and of the file system, as errors the user can act on."""
    try:
        yield
    except OSError as error:
        raise DelibctlError(
            f"cannot write the {kind.what} {path}: {error.strerror}", next=_elsewhere(kind)
        ) from error
    except sqlite3.Error as error:
        raise _explained(error, path, kind) from error


def _explained(error: sqlite3.Error, path: Path, kind: FileKind) -> DelibctlError:
    message = str(error)
    if "malformed" in message or "not a database" in message or "disk I/O" in message:
        return damaged(path, kind, message)
    if "full" in message:
        return DelibctlError(
            f"the disk is full; the {kind.what} {path} holds all that finished",
            next="make room, then run the same command: it goes on where it stopped",
        )
    if "locked" in message:
        return FileInUse(
            f"the {kind.what} {path} is being written by another delibctl",
            next="wait for it to end",
        )
    return DelibctlError(f"cannot write the {kind.what} {path}: {message}", next=_elsewhere(kind))


def damaged(path: Path, kind: FileKind, why: str) -> DelibctlError:
    """A file that cannot be read."""
    return DelibctlError(
        f"the {kind.what} {path} is damaged or cut off ({why})",
        next="restore it from a copy, or move it away and probe again",
    )


def _elsewhere(kind: FileKind) -> str:
    return f"name another one with {kind.option}"
