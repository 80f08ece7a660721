"""The approvals of a policy in `accepted/<policy id>/changes.yaml`, beside the configuration."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from delibctl.api.accepting.rows_folder import accepted_folder
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Approval, Direction, Evidence, Part
from delibctl.edge.files.text import leads_out, replace
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.repository import root_of
from delibctl.errors import DelibctlError
from delibctl.model import Place
from delibctl.source import read, violations
from delibctl.source.emit import emit

#: The advice for an empty reason.
WRITE_REASON = "write why the change is intended"
_HEADER = "# Approved changes of the policy, by `delibctl accept`. Merge both sides of a conflict."
_MERGE_MARKER = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?=\s|\Z)", re.MULTILINE)

#: The directions by their names in the file.
_DIRECTIONS = {**{str(each): each for each in Direction}, "unclear": Direction.UNKNOWN}


def approvals_path(workspace: Workspace, policy: str, root: Path | None = None) -> Path:
    """Return the file for the approvals of a policy, beside the configuration in `root`.

    None stands for that of the workspace. Raises DelibctlError if the id cannot name a folder, or
    if a link leads out of the repository.
    """
    root = root or workspace.settings.root
    path = accepted_folder(workspace, policy, root) / "changes.yaml"
    if leads_out(path, root_of(root) or root):
        raise DelibctlError(
            "a link leads out of the repository, so approvals there would not be in git",
            where=str(workspace.short(path)),
            next="replace the link by a folder",
        )
    return path


def load_approvals(files: FileTree, path: Path) -> tuple[Approval, ...]:
    """Return the approvals in a file; none if it does not exist.

    Raises DelibctlError with file and line if it is not a file of approvals.
    """
    if files.kind(path) is None:
        return ()
    name = files.name(path)
    content, shown_name = files.read(name), files.from_here(name)
    _stop_at_merge_markers(content, shown_name)
    document = read(content, shown_name)
    for problem in document.problems:
        raise DelibctlError(problem.message, where=str(problem.place), next=problem.next)
    for violation in violations(document.data, "approvals"):
        empty_reason = violation.path[-1:] == ("reason",) and violation.message.endswith("empty")
        raise DelibctlError(
            violation.message,
            where=str(document.place(violation.path)),
            next=WRITE_REASON if empty_reason else violation.next,
        )
    return tuple(
        _approval(entry, document.place(("approvals", index)))
        for index, entry in enumerate(document.data["approvals"])
    )


def _stop_at_merge_markers(content: bytes, name: str) -> None:
    if marker := _MERGE_MARKER.search(content):
        line = content.count(b"\n", 0, marker.start()) + 1
        raise DelibctlError(
            f"merge marker {marker[0].decode()}: the conflict of two branches is not resolved",
            where=f"{name}:{line}",
            next="keep the approvals of both branches, and remove the lines with the markers",
        )


def _approval(entry: dict[str, Any], place: Place) -> Approval:
    return Approval(
        part=Part(entry["part"]),
        id=entry["id"],
        before=entry["from"],
        after=entry["to"],
        direction=_DIRECTIONS[entry["direction"]],
        evidence=Evidence(entry["evidence"]),
        reason=entry["reason"],
        by=entry["by"],
        date=date.fromisoformat(entry["date"]),
        expires=date.fromisoformat(entry["expires"]) if "expires" in entry else None,
        place=place,
    )


def save_approvals(workspace: Workspace, policy: str, approvals: Iterable[Approval]) -> Path:
    """Write all approvals of a policy, sorted, and return the file.

    Raises DelibctlError if it cannot be written, or would not read back equal.
    """
    entries = [_entry(approval) for approval in sorted(approvals, key=_order)]
    data = {"schema_version": 1, "approvals": entries}
    content = emit(data, _HEADER, {}).encode()
    path = approvals_path(workspace, policy)
    if read(content, str(path)).data != data:
        raise DelibctlError(
            f"{workspace.short(path)} would not read back equal",
            next="use plain words for the reason",
        )
    replace(path, content)
    return path


def _order(approval: Approval) -> tuple[str, ...]:
    return approval.part, approval.id, approval.before, approval.after


def _entry(approval: Approval) -> dict[str, str]:
    unclear = approval.direction is Direction.UNKNOWN
    entry: dict[str, str] = {
        "part": str(approval.part),
        "id": approval.id,
        "from": approval.before,
        "to": approval.after,
        "direction": "unclear" if unclear else str(approval.direction),
        "evidence": str(approval.evidence),
        "reason": approval.reason,
        "by": approval.by,
        "date": approval.date.isoformat(),
    }
    return {**entry, "expires": approval.expires.isoformat()} if approval.expires else entry
