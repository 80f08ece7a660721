"""A file of waivers: `accept: [{code, id, from_hash, to_hash, reason, by}]`."""

from pathlib import Path

from delibctl.compare.policies import Waiver
from delibctl.edge.files.local import LocalFiles
from delibctl.errors import DelibctlError
from delibctl.source import read, violations


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file; a DelibctlError where it is none."""
    files = LocalFiles(Path.cwd())
    document = read(files.read(files.name(path)), str(path))
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
