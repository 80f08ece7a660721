"""The jobs that a branch brings, as `delibctl init --ci` writes them."""

import json
from collections.abc import Iterable

from delibctl.api.ci.branch import Branch
from delibctl.edge.git.git_files import GitFiles
from delibctl.errors import DelibctlError

#: Where the jobs of a repository are.
_PLACES = (".github/workflows/", ".gitlab/", ".gitlab-ci.yml")


def brings_job(branch: Branch, changed: Iterable[str], folder: str) -> bool:
    """Return True if a file that the branch changed holds the job of a folder; "": of the root."""
    line = f"FOLDER: {json.dumps(folder) if folder else '.'} #"
    names = (name for name in changed if name.startswith(_PLACES))
    return any(line in _text(branch.after, name) for name in names)


def _text(files: GitFiles, name: str) -> str:
    entry = files.entry(name)
    if entry is None or entry.kind != "file":
        return ""
    try:
        return files.read(entry.target).decode(errors="replace")
    except DelibctlError:
        return ""
