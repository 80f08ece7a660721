"""The table `run` of a run file: facts about the run, one JSON value for each key."""

import sqlite3
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from delibctl.edge.run_file.database import damaged_file, sqlite_errors
from delibctl.edge.run_file.schema import RUN_FILE

T = TypeVar("T")


class RunValues:
    """Typed values. Every method raises DelibctlError if one is damaged or cannot be written."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def get(self, key: str, type_: type[T]) -> T:
        """Return a value that every run file holds."""
        text = self._text(key)
        if text is None:
            raise damaged_file(self._path, RUN_FILE, f"{key} is missing")
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

    def _text(self, key: str) -> str | None:
        query = "SELECT value FROM run WHERE key = ?"
        with sqlite_errors(self._path, RUN_FILE):
            row = self._connection.execute(query, (key,)).fetchone()
        return row[0] if row else None

    def _decoded(self, key: str, text: str, type_: type[T]) -> T:
        try:
            return msgspec.json.decode(text, type=type_)
        except msgspec.MsgspecError as error:
            raise damaged_file(self._path, RUN_FILE, f"{key}: {error}") from error
