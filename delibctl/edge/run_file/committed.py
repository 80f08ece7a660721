"""Runs and answers that git tracks are no evidence: whoever wrote the branch may have made them."""

import os
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from shlex import quote

from delibctl.edge.git.tracked import database_files, tracked_names
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.errors import DelibctlError

_REASON = "whoever wrote the branch may have written its answers"


def stop_at_committed_run(path: Path, environment: Mapping[str, str] | None = None) -> None:
    """Raise DelibctlError if git tracks a run file that is to be continued."""
    if not any(map(os.path.lexists, database_files(path))):
        stop_at_tracked_link(path, environment)
        return
    for name in tracked_names(path, environment)[:1]:
        untrack = f"take this one out of git: git rm --cached {quote(name)}"
        raise DelibctlError(
            f"git tracks {name}, and {_REASON}",
            where=str(path),
            next=f"choose another file for the run, or {untrack}",
            usage=f"name another file with --run, or {untrack}",
        )


def note_on_committed_run(path: Path, environment: Mapping[str, str] | None = None) -> str:
    """Return a sentence about a run file that git tracks; "" for any other."""
    try:
        names = tracked_names(path, environment)
    except DelibctlError:
        return ""
    return f"git tracks {names[0]}, so these answers are what was committed" if names else ""


def stop_at_committed_state(folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Raise DelibctlError if git tracks anything of a state folder but its .gitignore."""
    if not os.path.lexists(folder):
        return
    parts = (folder / "answers.sqlite", folder / "runs", *(folder / "runs").glob("*"))
    places = (folder, *(part for part in parts if part.is_symlink()))
    names = chain.from_iterable(tracked_names(place, environment) for place in places)
    for name in names:
        if Path(name).name == ".gitignore":
            continue
        untrack = f"take this one out of git: git rm -r --cached {quote(name)}"
        raise DelibctlError(
            f"git tracks {name}, and {_REASON}",
            where=str(folder),
            next=f"choose another state folder, or {untrack}",
            usage=f"name another folder with --state, or {untrack}",
        )
