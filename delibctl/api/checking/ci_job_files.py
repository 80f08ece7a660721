"""The files of a repository that run `delibctl ci`, whoever wrote them."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from delibctl.edge.files.existence import exists
from delibctl.edge.files.text import load_text
from delibctl.errors import DelibctlError

_PLACES = {
    "github": ".github/workflows/*.y*ml",
    "gitlab": ".gitlab/*.y*ml",
}
_INCLUDER = ".gitlab-ci.yml"
_RUNS = re.compile(r"^(?!\s*#).*(\bdelibctl ci\b|\buses:.*/delibctl@)", re.MULTILINE)
#: The folder of the configuration, where the job names one.
_VALUE = r'("(?:[^"\\]|\\.)*"|[^\s#]+)'
_FOLDER = re.compile(rf"^\s*FOLDER: *{_VALUE}", re.MULTILINE)
_OF_ACTION = re.compile(
    rf"\buses:.*/delibctl@(?:.*\n)*?\s*(?:with: *{{.*)?\bworking-directory: *{_VALUE}"
)


@dataclass(frozen=True, kw_only=True)
class CiJob:
    """A file with a job that runs `delibctl ci`; `pins` names what it installs, if it has that."""

    system: str
    name: str
    text: str
    is_included: bool = True

    @property
    def pins(self) -> str:
        """The file that pins what the job installs; "" if it names none."""
        file = f".{self.system}/delibctl.txt"
        return file if file in self.text else ""

    @property
    def folder(self) -> str | None:
        """The folder of the configuration from the root; None if the job does not say it."""
        found = _FOLDER.search(self.text) or _OF_ACTION.search(self.text)
        if found is None:
            return None
        written = found[1]
        if written.startswith('"'):
            return str(json.loads(written))
        return written.strip("'").rstrip(",}") or "."

    def names_any(self, variables: Iterable[str]) -> bool:
        """Return True if a line that is no comment names one of some variables."""
        lines = [line for line in self.text.splitlines() if not line.lstrip().startswith("#")]
        return any(name in line for name in variables for line in lines)


def jobs_of(root: Path, folder: Path) -> list[CiJob]:
    """Return the jobs that check the policies of a folder of the repository."""
    below = folder.relative_to(root).as_posix()
    return [job for job in _jobs(root) if job.folder in (None, below)]


def _jobs(root: Path) -> Iterator[CiJob]:
    includer = _text(root / _INCLUDER)
    if _RUNS.search(includer):
        yield CiJob(system="gitlab", name=_INCLUDER, text=includer)
    for system, pattern in _PLACES.items():
        for path in sorted(root.glob(pattern)):
            name, text = path.relative_to(root).as_posix(), _text(path)
            if _RUNS.search(text):
                included = system != "gitlab" or name in includer
                yield CiJob(system=system, name=name, text=text, is_included=included)


def _text(path: Path) -> str:
    if exists(path):
        with suppress(DelibctlError):
            return load_text(path)
    return ""
