"""The tables of a run file, and its first bytes."""

import sqlite3
from pathlib import Path

from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.run_file.database import HEADER, FileKind

#: The columns of a trial, which a fresh repeat has too.
_TRIAL = """\
  "case" TEXT NOT NULL,
  model TEXT NOT NULL,
  mode TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  state TEXT NOT NULL,
  leaked INTEGER NOT NULL,
  result TEXT NOT NULL,
  exchanges TEXT NOT NULL,
"""

RUN_FILE = FileKind(
    what="run file",
    application_id=0x64_6C_69_62,  # "dlib"
    version=1,
    alternative="another run file",
    tables=f"""
CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS text (hash TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS trial (
{_TRIAL}  PRIMARY KEY ("case", model, mode, repeat)
);
CREATE TABLE IF NOT EXISTS verdict (
  "case" TEXT NOT NULL,
  model TEXT NOT NULL,
  mode TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  judge TEXT NOT NULL,
  run INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY ("case", model, mode, repeat, judge, run)
);
CREATE TABLE IF NOT EXISTS fresh_trial (
  "before" TEXT NOT NULL,
  side TEXT NOT NULL,
{_TRIAL}  PRIMARY KEY ("before", side, "case", model, mode, repeat)
);
""",
)


def has_verdicts(connection: sqlite3.Connection) -> bool:
    """Return True if the file has a table for verdicts; files of early versions have none."""
    return _has_table(connection, "verdict")


def has_fresh_trials(connection: sqlite3.Connection) -> bool:
    """Return True if the file has a table for fresh repeats; earlier versions made none."""
    return _has_table(connection, "fresh_trial")


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None


def is_run_file(path: Path) -> bool:
    """Return True if the first bytes of a file are those of a run file; a pipe is not read.

    Raises DelibctlError if a link of the branch leads there, out of the repository.
    """
    stop_at_tracked_link(path)
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) == HEADER
    except OSError:
        return False
