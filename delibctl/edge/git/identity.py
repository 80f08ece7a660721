"""The person who works with git, as commits name their author."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from delibctl.errors import DelibctlError

_REMEDY = (
    'git config --global user.name "Your Name" && git config --global user.email you@example.com'
)


def author(folder: Path, environment: Mapping[str, str]) -> str:
    """Return name and mail as `Name <mail>`. Raises DelibctlError if git knows no identity.

    Git's guess from the name of the machine does not count.
    """
    command = ["git", "-C", str(folder), "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"]
    try:
        process = subprocess.run(
            command, capture_output=True, text=True, check=False, env=dict(environment), timeout=10
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DelibctlError("cannot run git to read your name", next="install git") from error
    identity = re.match(r"(.+ <.+>) \d+ [-+]\d+$", process.stdout.strip())
    if process.returncode or identity is None:
        raise DelibctlError("git does not know who you are", next=_REMEDY)
    return identity[1]
