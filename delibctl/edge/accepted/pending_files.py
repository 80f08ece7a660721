"""What comparisons with accepted rows left: one file for each policy, in the state folder."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import msgspec

from delibctl.compare.accepted.pending import Pending
from delibctl.edge.accepted.folder import Rows
from delibctl.edge.accepted.folders import remove_empty
from delibctl.edge.accepted.lines import to_lines
from delibctl.edge.files.text import replace
from delibctl.edge.run_file.private_files import make_private_folder
from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError

_NAME = "pending.json"


def pending_file(folder: Path, policy: str) -> Path:
    """Return the file of a policy; `folder` is that of all policies."""
    return folder / policy / _NAME


def save_pending(folder: Path, pending: Pending) -> Path:
    """Write what is pending in place of what was. Raises DelibctlError if it cannot be written."""
    path = pending_file(folder, pending.policy)
    try:
        make_private_folder(path.parent, state=folder.parent)
    except OSError as error:
        raise not_written(path, error, "check the permissions of its folder") from error
    replace(path, (json.dumps(asdict(pending), ensure_ascii=False, indent=1) + "\n").encode())
    return path


def load_pending(folder: Path, policy: str) -> Pending | None:
    """Return what is pending of a policy. Raises DelibctlError if its file holds anything else."""
    path = pending_file(folder, policy)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Pending)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        raise DelibctlError(
            f"what is pending cannot be read: {error}",
            where=str(path),
            next="remove the file, and compare again",
        ) from error


def remove_pending(folder: Path, policy: str) -> None:
    """Remove what is pending of a policy, if anything is."""
    path = pending_file(folder, policy)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(path, error, "check the permissions of its folder") from error
    remove_empty(path.parent, folder)


def rows_hash(rows: Rows) -> str:
    """Return a hash of accepted rows, whatever their order."""
    digest = sha256()
    for mode, of_mode in sorted(rows.items()):
        for alias in sorted({row.model.alias for row in of_mode}):
            of_model = (row for row in of_mode if row.model.alias == alias)
            digest.update(f"{mode}\n{to_lines(of_model)}".encode())
    return digest.hexdigest()[:16]
