"""A file of waivers: `accept: [{code, id, from_hash, to_hash, reason, by}]`."""

from pathlib import Path

from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Waiver
from delibctl.errors import DelibctlError
from delibctl.source import read, violations


def load_waivers(workspace: Workspace, path: Path) -> tuple[Waiver, ...]:
    """Return the waivers of a file. Raises DelibctlError if it is not a file of waivers."""
    files = workspace.files
    document = read(files.read(files.name(workspace.path(path))), str(path))
    for problem in document.problems:
        raise DelibctlError(problem.message, where=str(problem.place), next=problem.next)
    for violation in violations(document.data, "waivers"):
        raise DelibctlError(
            violation.message, where=str(document.place(violation.path)), next=violation.next
        )
    return tuple(
        Waiver(
            code=entry["code"],
            id=entry["id"],
            from_hash=entry["from_hash"],
            to_hash=entry["to_hash"],
            reason=entry["reason"],
            by=entry["by"],
        )
        for entry in document.data["accept"]
    )
