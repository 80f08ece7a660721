"""Who has to review what a branch accepts: the file CODEOWNERS of the repository."""

from contextlib import suppress
from pathlib import Path

from delibctl.api.workspace import Workspace
from delibctl.edge.files.existence import exists
from delibctl.edge.files.text import load_text
from delibctl.errors import DelibctlError
from delibctl.report.doctor.checks import Check, note, ok

_FILES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")


def reviewers(workspace: Workspace, root: Path) -> Check:
    """Return a check that somebody reviews what is accepted."""
    name = "ci owner"
    accepted = (workspace.settings.root / "accepted").relative_to(root).as_posix()
    for file in _FILES:
        if exists(root / file):
            owners = _owners_in(root / file, accepted)
            if owners:
                return ok(name, f"{file}: {owners} review {accepted}/")
            next = f"add to it: /{accepted}/ @TEAM"
            return note(name, f"{file} names nobody for {accepted}/", next)
    file = ".gitlab/CODEOWNERS" if exists(root / ".gitlab-ci.yml") else _FILES[0]
    text = f"nobody has to review {accepted}/: there is no CODEOWNERS"
    return note(name, text, f"write to {file}: /{accepted}/ @TEAM")


def _owners_in(file: Path, folder: str) -> str:
    """Return the owners of a folder; the last line that names it counts."""
    owners = ""
    with suppress(DelibctlError):
        for line in load_text(file).splitlines():
            pattern, *named = line.partition("#")[0].split() or [""]
            if _names(pattern, folder):
                owners = ", ".join(named)
    return owners


def _names(pattern: str, folder: str) -> bool:
    """Return True if a pattern of CODEOWNERS is of a folder, or of one that it lies in."""
    inner = pattern.removesuffix("**").removesuffix("*").strip("/")
    if not inner:
        return bool(pattern)
    anchored = "/" in pattern.removesuffix("**").removesuffix("*").rstrip("/")
    steps = folder.split("/")
    return inner in steps if not anchored else f"{folder}/".startswith(f"{inner}/")
