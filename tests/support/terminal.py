"""`delibctl` on a pseudo-terminal that a test types into."""

import shlex
from pathlib import Path
from typing import Any

import pexpect
from support.command import PATIENCE, clean_environment


def spawned(begin: str, folder: Path, *arguments: str) -> Any:
    """Start `delibctl`, which the shell line `begin` defines, on a terminal."""
    return pexpect.spawn(
        "bash",
        ["-c", begin + shlex.join(("delibctl", *arguments))],
        cwd=str(folder),
        env=clean_environment(TERM="xterm-256color"),
        dimensions=(36, 120),
        encoding="utf-8",
        timeout=PATIENCE,
    )
