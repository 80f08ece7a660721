"""Fresh repeats: what was asked anew of two runs to decide their gates, kept in the newer one.

They are no trials of the plan, so they stand in a table of their own, under the plan key of the
earlier run: a comparison with another run has others. Versions before it read past that table.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from delibctl.edge.run_file.database import connect, sqlite_errors, transaction
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import RUN_FILE, has_fresh_trials
from delibctl.edge.run_file.trials import TrialTable
from delibctl.edge.run_file.values import RunValues
from delibctl.model import Trial

#: Which of two compared runs a repeat belongs to.
Side = Literal["before", "after"]

_FRESH = """
SELECT rowid, "case", model, mode, repeat, state, leaked, result, exchanges
FROM fresh_trial WHERE "before" = ? AND side = ? ORDER BY "case", model, mode, repeat
"""


@dataclass(frozen=True, kw_only=True)
class FreshTrials:
    """The fresh repeats of both runs, in the order of their keys; none without a decision.

    `looks`: how many times the gates were looked at again; None if they were never decided.
    """

    before: tuple[Trial, ...] = ()
    after: tuple[Trial, ...] = ()
    looks: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Decisions:
    """The looks of each decision of a file, by the plan key of its earlier run."""

    looks: dict[str, int] = field(default_factory=dict)


def load_fresh_trials(before: Path, after: Path, *, texts: bool = True) -> FreshTrials:
    """Load the fresh repeats that the file `after` keeps for its comparison with `before`.

    Messages with `texts`. Raises DelibctlError if a file cannot be read.
    """
    with closing(RunFile.open(before)) as file:
        key = file.plan_key()
    with closing(FreshTrialFile.open(after, key)) as fresh:
        return FreshTrials(
            before=tuple(fresh.trials("before", texts=texts)),
            after=tuple(fresh.trials("after", texts=texts)),
            looks=fresh.looks(),
        )


class FreshTrialFile:
    """The fresh repeats of one comparison. Each is committed as it is stored.

    Every method raises DelibctlError if the file is damaged or cannot be written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, before: str) -> None:
        self.path = path
        self._connection = connection
        self._before = before
        self._table = _FreshTable(path, connection)
        self._values = RunValues(path, connection)

    @classmethod
    def open(cls, path: Path, before: str) -> "FreshTrialFile":
        """Open the run file `path` for its comparison with the run of the plan key `before`."""
        return cls(path, connect(path, RUN_FILE, create=False), before)

    @classmethod
    def claim(cls, path: Path, before: str) -> "FreshTrialFile":
        """Open the file to write it: every other process is locked out until it is closed."""
        file = cls.open(path, before)
        try:
            with sqlite_errors(path, RUN_FILE):
                file._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                file._connection.execute("PRAGMA journal_mode=WAL")
                with transaction(file._connection):
                    for statement in RUN_FILE.tables.split(";"):
                        file._connection.execute(statement)
        except BaseException:
            file.close()
            raise
        return file

    def store(self, side: Side, trial: Trial) -> None:
        """Commit a repeat."""
        with sqlite_errors(self.path, RUN_FILE):
            try:
                with transaction(self._connection):
                    self._table.put_fresh(self._before, side, trial)
            except BaseException:
                self._table.forget_texts()
                raise

    def trials(self, side: Side, *, texts: bool = True) -> Iterator[Trial]:
        """Yield the repeats of one side, in the order of their keys; messages with `texts`."""
        with sqlite_errors(self.path, RUN_FILE):
            if has_fresh_trials(self._connection):
                yield from self._table.all_fresh(self._before, side, texts=texts)

    def looks(self) -> int | None:
        """Return how many times the gates were looked at again; None without a decision."""
        return self._decisions().looks.get(self._before)

    def set_looks(self, looks: int) -> None:
        """Store how many times the gates were looked at again."""
        stored = self._decisions().looks
        self._values.put(decisions=_Decisions(looks={**stored, self._before: looks}))

    def _decisions(self) -> _Decisions:
        return self._values.find("decisions", _Decisions) or _Decisions()

    def close(self) -> None:
        """Close the file, with its write-ahead log moved into it."""
        try:
            self._connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error:
            pass  # a reader or a full disk; the log beside the file is read as part of it
        finally:
            self._connection.close()


class _FreshTable(TrialTable):
    """Reads and writes rows; the caller commits them, and handles errors."""

    def put_fresh(self, before: str, side: Side, trial: Trial) -> None:
        """Write a repeat in place of one with the same key."""
        self._connection.execute(
            "INSERT OR REPLACE INTO fresh_trial VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (before, side, *self._row_of(trial)),
        )

    def all_fresh(self, before: str, side: Side, *, texts: bool) -> Iterator[Trial]:
        """Yield the repeats of one side in the order of their keys."""
        contents = self._contents() if texts else None
        for row in self._connection.execute(_FRESH, (before, side)):
            yield self._trial("fresh_trial", row, contents, {})
