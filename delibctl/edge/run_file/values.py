"""The table `run` of a run file: facts about the run, one JSON value for each key."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from delibctl.edge.run_file.cells import checked_row, damaged_row, value_of
from delibctl.edge.run_file.database import sqlite_errors
from delibctl.edge.run_file.schema import RUN_FILE

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class PolicyTitle:
    """The parts of a policy that a list shows; its clauses are skipped."""

    id: str
    version: str
    title: str


def value_row(key: str) -> str:
    """Return the name of a row of the table in an error."""
    return f"run, key {key!r}"


class RunValues:
    """Typed values. Every method raises DelibctlError if one is damaged or cannot be written."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def get(self, key: str, type_: type[T]) -> T:
        """Return a value that every run file holds."""
        text = self._text(key)
        if text is None:
            raise damaged_row(self._path, RUN_FILE, value_row(key), "it is missing")
        return self._decoded(key, text, type_)

    def find(self, key: str, type_: type[T]) -> T | None:
        """Return a value that files of earlier versions may lack, or None."""
        text = self._text(key)
        return None if text is None else self._decoded(key, text, type_)

    def put(self, **values: Any) -> None:
        """Write values in place of those with the same keys."""
        with sqlite_errors(self._path, RUN_FILE):
            self._connection.executemany(
                "INSERT OR REPLACE INTO run VALUES (?, ?)",
                [(key, msgspec.json.encode(value).decode()) for key, value in values.items()],
            )

    def _text(self, key: str) -> object:
        query = "SELECT value FROM run WHERE key = ?"
        with sqlite_errors(self._path, RUN_FILE):
            row = self._connection.execute(query, (key,)).fetchone()
        return row[0] if row else None

    def _decoded(self, key: str, text: object, type_: type[T]) -> T:
        with checked_row(self._path, RUN_FILE, value_row(key)):
            return value_of(text, type_)

    @contextmanager
    def checking(self, key: str) -> Iterator[None]:
        """Raise DelibctlError that names a value if it turns out to be wrong in the block."""
        with checked_row(self._path, RUN_FILE, value_row(key)):
            yield
