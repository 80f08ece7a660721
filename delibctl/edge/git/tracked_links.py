"""Links that git tracks and that lead out of the repository: whoever wrote the branch made them."""

from collections.abc import Mapping
from pathlib import Path

from delibctl.edge.files.root import is_inside
from delibctl.edge.git.repository import root_of
from delibctl.edge.git.tracked import links_to, tracked_at
from delibctl.errors import DelibctlError


def stop_at_tracked_link(path: Path, environment: Mapping[str, str] | None = None) -> None:
    """Raise DelibctlError if a path that the user named leads through such a link.

    A link of the user's own, which git does not track, may lead anywhere. Git is asked only about
    links that lead out.
    """
    for link in links_to(path):
        root = root_of(link.parent)
        if root is None or is_inside(link, root):
            continue
        for name in tracked_at(link, environment):
            raise DelibctlError(
                f"{name} is a link of the repository that leads out of it",
                where=str(path),
                next="name what it leads to, or replace the link by a copy",
            )
