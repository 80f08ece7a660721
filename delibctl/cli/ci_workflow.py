"""The job that checks branches, for the CI system of a repository: `delibctl init --ci`."""

import json
from dataclasses import dataclass
from enum import StrEnum
from os.path import relpath
from pathlib import Path
from shlex import quote

from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.repository import root_of
from delibctl.source.packaged import folder as packaged


class CiSystem(StrEnum):
    """A CI system for which there is a job."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """The file of a job, and the file beside it that pins what the job installs."""

    path: Path
    pins: str
    text: str


#: Where the file of each system is, the pins, and our example of it.
_FILES = {
    CiSystem.GITHUB: (".github/workflows/policy.yml", ".github/delibctl.txt", "github-actions.yml"),
    CiSystem.GITLAB: (".gitlab-ci.yml", ".gitlab/delibctl.txt", "gitlab-ci.yml"),
}


def workflow(system: CiSystem, folder: Path) -> Workflow:
    """Return the job for a policy in a folder. It stands at the root of the repository, if any."""
    here = real_path(folder)
    root = real_path(root_of(here) or here)
    name, pins, example = _FILES[system]
    text = (packaged("examples") / example).read_text(encoding="utf-8")
    below = here.relative_to(root).as_posix()
    path = Path(relpath(root / name, real_path(Path())))
    return Workflow(path=path, pins=pins, text=_in_folder(system, text, below))


def _in_folder(system: CiSystem, text: str, below: str) -> str:
    """Return the job with `delibctl ci` run in a folder below the root."""
    if below == ".":
        return text
    if system is CiSystem.GITHUB:
        mark = "        id: judge\n"
        return text.replace(mark, f"{mark}        working-directory: {json.dumps(below)}\n")
    mark = "    - >-\n      delibctl ci "
    return text.replace(mark, f"    - {json.dumps(f'cd -- {quote(below)}')}\n{mark}")
