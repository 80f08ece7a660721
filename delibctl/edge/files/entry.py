"""A name in a tree of files, and why what it leads to cannot be read."""

from dataclasses import dataclass
from typing import Literal

#: The problem of a name that leads out of the root, or to what git does not hold.
LEADS_OUT = "leads out of the repository"
#: The problem of what git keeps for itself.
OF_GIT = "belongs to git itself"
#: The problem of a folder in place of a file.
IS_FOLDER = "is a folder"
#: The start of the problem of a link that leads to nothing.
BROKEN_LINK = "is a link to "
#: The problem of a link that is one of its own targets.
LEADS_BACK = "is a link that leads back to itself"
#: The start of the problem of a submodule without its files; the end is the remedy.
SUBMODULE = "is a submodule "
#: The problem of a file that git holds and a sparse checkout leaves out.
SPARSE = "is left out by the sparse checkout; git sparse-checkout disable brings it back"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A name in a tree, and the file or folder that it leads to, links followed.

    `problem`: why it cannot be read. `leads_out`: it is a link out of the repository.
    """

    name: str
    target: str
    kind: Literal["file", "folder"] | None
    problem: str = ""
    linked: bool = False
    leads_out: bool = False


def broken_link(text: str) -> str:
    """Return the problem of a link that leads to nothing."""
    return f"{BROKEN_LINK}{text!r}, which does not exist"
