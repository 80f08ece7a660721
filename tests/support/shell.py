"""Commands in a line of a shell, with its redirections and pipes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from support import fork_client
from support.command import PATIENCE, Done, clean_environment

#: Runs a line of a shell; see the fixture `shell`.
Shell = Callable[..., Done]


def new_process() -> str:
    """Return a line of a shell with which `delibctl` is this one in a new process."""
    return f'delibctl() {{ "{sys.executable}" -m delibctl "$@"; }}; '


def fork_of(socket: Path) -> str:
    """Return a line of a shell with which `delibctl` is a fork of the process at that socket."""
    client = f'{fork_client.SOCKET}="{socket}" "{sys.executable}" -IS "{fork_client.__file__}"'
    return f'delibctl() {{ {client} "$@"; }}; '


def shell(line: str, folder: Path, begin: str = "", **environment: str) -> Done:
    """Run a line of a shell, in which `delibctl` is a new process if `begin` does not say what."""
    process = subprocess.run(
        ["bash", "-c", (begin or new_process()) + line],
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    return Done(process.returncode, process.stdout, process.stderr)
