"""The SQLite files of delibctl, opened with care and with errors that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from delibctl.edge.files.pipe_copies import is_copy, refuse_copy
from delibctl.edge.git.tracked import database_files
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.run_file.private_files import make_private_file, make_private_folder, narrow
from delibctl.edge.surroundings import MAKE_SPACE, fault_of, free_handles, too_few_handles
from delibctl.errors import DelibctlError, NotStored

HEADER = b"SQLite format 3\x00"


_FULL = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
#: Files that SQLite may have open for one database while it is closing none.
_HANDLES = 4
#: Pages (32 MB) in the write-ahead log before they are moved into the file. Whoever stores then
#: waits for the disk, and so does everything that is being asked.
_CHECKPOINT = 8_000
_CANNOT_OPEN = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_SHMOPEN}


class FileInUse(DelibctlError):
    """Conflict with another delibctl that is writing the file."""


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """A kind of file: its application id, the format version that is written, and its tables.

    `alternative` names what to choose if a file cannot be used; `patience` is the number of
    seconds to wait for another writer. `in_state`: its folder is the state folder.
    """

    what: str
    application_id: int
    version: int
    tables: str
    alternative: str
    patience: float = 1.0
    in_state: bool = False


def connect(path: Path, kind: FileKind, *, create: bool) -> sqlite3.Connection:
    """Open a file of that kind; `create` makes it first if necessary.

    Raises DelibctlError for a file that cannot be opened, is damaged, is of another kind, or was
    written by a later version.
    """
    _stop_at_links(path)
    if not create and not path.is_file():
        raise DelibctlError(f"{kind.what} {path} not found", next="check the path")
    with sqlite_errors(path, kind):
        if create:
            make_private_folder(path.parent, state=path.parent if kind.in_state else None)
            make_private_file(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=kind.patience)
        connection.text_factory = bytes  # cells.py decodes text
        # With a write-ahead log, a commit survives the end of the process without a sync.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT}")
        try:
            _prepare(connection, path, kind, create=create)
            if create:
                narrow(path)
            if is_copy(path):
                connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _stop_at_links(path: Path) -> None:
    """Raise DelibctlError if SQLite would follow a link of the branch out of the repository."""
    for file in database_files(path):
        stop_at_tracked_link(file)


def _prepare(connection: sqlite3.Connection, path: Path, kind: FileKind, *, create: bool) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0 and not create:
        raise DelibctlError(f"{path} is empty, not a {kind.what}", next="name another file")
    if tables == 0:
        connection.execute("PRAGMA journal_mode=WAL")
        # If two processes start at once, the second waits here and then finds the tables.
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
            f"{path} is a SQLite file, but not a {kind.what}", next="name another file"
        )
    if version < 1:
        raise DelibctlError(
            f"{path} is a {kind.what} of format {version}, which delibctl never wrote",
            next="restore the file, or probe again to make another",
        )
    if version > kind.version:
        raise DelibctlError(
            f"{path} is a {kind.what} of format {version}; this delibctl reads up to "
            f"{kind.version}",
            next="upgrade delibctl: pip install --upgrade delibctl",
        )


@contextmanager
def open_read_only(path: Path, kind: FileKind) -> Iterator[sqlite3.Connection]:
    """Open a file of that kind without waiting; nothing of it changes, not even its time.

    Raises FileInUse if another process writes it, or another DelibctlError.
    """
    with sqlite_errors(path, kind), closing(_reader(path, "mode=ro")) as connection:
        _check(connection, path, kind)
        yield connection


@contextmanager
def open_past_lock(path: Path, kind: FileKind) -> Iterator[sqlite3.Connection]:
    """Open a file that another process writes, in the state from before that process began.

    Raises DelibctlError if it cannot be read.
    """
    with sqlite_errors(path, kind), closing(_reader(path, "immutable=1")) as connection:
        _check(connection, path, kind)
        yield connection


def _reader(path: Path, parameters: str) -> sqlite3.Connection:
    _stop_at_links(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{parameters}", uri=True, isolation_level=None, timeout=0
    )
    connection.text_factory = bytes
    return connection


def check_structure(connection: sqlite3.Connection, path: Path, kind: FileKind) -> None:
    """Raise DelibctlError if rows are lost: SQLite reads past most damage without a word."""
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != b"ok":
        raise damaged_file(path, kind, verdict.decode(errors="replace"))


@contextmanager
def sqlite_errors(path: Path, kind: FileKind) -> Iterator[None]:
    """Raise DelibctlError in place of errors of SQLite and of the file system in the block."""
    try:
        yield
    except OSError as error:
        raise fault_of(error, f"the {kind.what} {path}") or DelibctlError(
            f"cannot write the {kind.what} {path}: {error.strerror}",
            next=f"choose {kind.alternative}",
        ) from error
    except sqlite3.Error as error:
        raise _translated(error, path, kind) from error
    except UnicodeDecodeError as error:
        # SQLite's own message has a name from the damaged file.
        raise damaged_file(path, kind, "its schema is not UTF-8") from error


def _translated(error: sqlite3.Error, path: Path, kind: FileKind) -> DelibctlError:
    message = str(error)
    if _is_full(error):
        return NotStored(
            f"the disk is full: cannot write the {kind.what} {path} ({message})",
            next=f"{MAKE_SPACE}, and run it again: what is stored is not asked again",
        )
    if error_code(error) in _CANNOT_OPEN and free_handles(_HANDLES) < _HANDLES:
        return too_few_handles()
    if "readonly" in message:
        refuse_copy(path)
    if "malformed" in message or "not a database" in message or "disk I/O" in message:
        return damaged_file(path, kind, message)
    if "locked" in message:
        return FileInUse(
            f"the {kind.what} {path} is being written by another delibctl",
            next="wait for it to end",
        )
    return DelibctlError(
        f"cannot write the {kind.what} {path}: {message}", next=f"choose {kind.alternative}"
    )


def error_code(error: sqlite3.Error) -> int:
    """Return the extended code of an error of SQLite; 0 if it is one of Python's module."""
    return getattr(error, "sqlite_errorcode", 0)


def _is_full(error: sqlite3.Error) -> bool:
    """Return True if there is no space; SQLite calls a quota and `ulimit -f` a failed write."""
    return error_code(error) in _FULL or error_code(error) & 0xFF == sqlite3.SQLITE_FULL


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block writes, all or nothing. IMMEDIATE waits for another writer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction that failed, unless SQLite has ended it."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def damaged_file(path: Path, kind: FileKind, reason: str) -> DelibctlError:
    """Return the error about a file that cannot be read."""
    return DelibctlError(
        f"the {kind.what} {path} is damaged or cut off ({reason})",
        next=f"restore it from a copy, or choose {kind.alternative}",
    )
