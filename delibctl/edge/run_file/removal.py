"""Removal of runs from a state folder."""

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from delibctl.edge.run_file.database import connect, sqlite_errors
from delibctl.edge.run_file.private_files import SIDE_FILES
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.errors import DelibctlError


def remove_run(path: Path) -> None:
    """Remove a run with its side files. Raises FileInUse if another process is writing it."""
    remove_under_lock = os.name != "nt"  # Windows cannot remove an open file
    with (
        closing(connect(path, replace(RUN_FILE, patience=0.0), create=False)) as connection,
        sqlite_errors(path, RUN_FILE),
    ):
        # No probe can begin to write the file from here on.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        if remove_under_lock:
            _unlink(path)
    if not remove_under_lock:
        _unlink(path)
    for suffix in SIDE_FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise DelibctlError(
            f"cannot remove {path}: {error.strerror}", next="check its permissions"
        ) from error
