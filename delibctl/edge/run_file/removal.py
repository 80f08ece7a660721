"""Runs that are removed from a state folder."""

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from delibctl.edge.run_file.database import connect, wrapped
from delibctl.edge.run_file.listing import BESIDE
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.errors import DelibctlError


def remove_run(path: Path) -> None:
    """Remove a run with what stands beside it. Raises InUse if another process is writing it."""
    gone_under_lock = os.name != "nt"  # there an open file cannot be removed
    with (
        closing(connect(path, replace(RUN_FILE, patience=0.0), create=False)) as connection,
        wrapped(path, RUN_FILE),
    ):
        # So that no probe begins to write what is about to vanish.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        if gone_under_lock:
            _unlink(path)
    if not gone_under_lock:
        _unlink(path)
    for end in BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise DelibctlError(
            f"cannot remove {path}: {error.strerror}", next="check its permissions"
        ) from error
