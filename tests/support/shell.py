"""Commands in a line of a shell, with its redirections and pipes."""

import subprocess
import sys
from pathlib import Path

from support.command import PATIENCE, Done, clean_environment


def shell(line: str, folder: Path, **environment: str) -> Done:
    """Run a line of a shell, in which `delibctl` is this one."""
    begin = f'delibctl() {{ "{sys.executable}" -m delibctl "$@"; }}; '
    process = subprocess.run(
        ["bash", "-c", begin + line],
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    return Done(process.returncode, process.stdout, process.stderr)
