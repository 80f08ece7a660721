"""The table `run` of a run file: what it is a run of, one value of JSON to a key."""

import sqlite3
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from delibctl.edge.run_file.database import damaged, wrapped
from delibctl.edge.run_file.schema import RUN_FILE

T = TypeVar("T")


class Values:
    """Typed values. Raises DelibctlError where one is damaged, or cannot be written."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def get(self, key: str, type_: type[T]) -> T:
        """A value that every run file holds."""
        text = self._text(key)
        if text is None:
            raise damaged(self._path, RUN_FILE, f"{key} is missing")
        return self._decoded(key, text, type_)

    def find(self, key: str, type_: type[T]) -> T | None:
        """A value that files of earlier versions may lack."""
        text = self._text(key)
        return None if text is None else self._decoded(key, text, type_)

    def put(self, **values: Any) -> None:
        """Write values over those that are there."""
        with wrapped(self._path, RUN_FILE):
            self._connection.executemany(
                "INSERT OR REPLACE INTO run VALUES (?, ?)",
                [(key, msgspec.json.encode(value).decode()) for key, value in values.items()],
            )

    def _text(self, key: str) -> str | None:
        query = "SELECT value FROM run WHERE key = ?"
        with wrapped(self._path, RUN_FILE):
            row = self._connection.execute(query, (key,)).fetchone()
        return row[0] if row else None

    def _decoded(self, key: str, text: str, type_: type[T]) -> T:
        try:
            return msgspec.json.decode(text, type=type_)
        except msgspec.MsgspecError as error:
            raise damaged(self._path, RUN_FILE, f"{key}: {error}") from error
