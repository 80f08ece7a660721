"""Completion of git revisions."""

import os
from pathlib import Path

from delibctl.errors import DelibctlError


def complete_revision(incomplete: str) -> list[str]:
    """Return the branches, remote branches and tags that begin so. Returns none on failure.

    What follows `...` is completed too.
    """
    # Loaded late: only a shell that completes needs it.
    from delibctl.edge.git.repository import Repository

    former, dots, begun = incomplete.rpartition("...")
    try:
        names = Repository.of(Path(), os.environ).revision_names()
    except DelibctlError:
        return []
    return sorted(f"{former}{dots}{name}" for name in names if name.startswith(begun))
