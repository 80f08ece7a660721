"""The person who works with git, as commits name their author."""

import re
from collections.abc import Mapping
from pathlib import Path

from delibctl.edge.git.command import Git
from delibctl.edge.git.repository import Repository
from delibctl.errors import DelibctlError

_REMEDY = (
    'git config --global user.name "Your Name" && git config --global user.email you@example.com'
)


def author(folder: Path, environment: Mapping[str, str]) -> str:
    """Return name and mail as `Name <mail>`. Raises DelibctlError if git knows no identity.

    Git's guess from the name of the machine does not count.
    """
    try:
        git = Repository.of(folder, environment).git
    except DelibctlError:
        git = Git(options=("-C", str(folder)), ceiling=folder.parent, environment=environment)
    process = git.process(("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"))
    words = process.stdout.decode("utf-8", "replace").strip()
    identity = re.match(r"(.+ <.+>) \d+ [-+]\d+$", words)
    if process.returncode or identity is None:
        raise DelibctlError("git does not know who you are", next=_REMEDY)
    return identity[1]
