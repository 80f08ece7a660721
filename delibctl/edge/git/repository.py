"""What git knows of a folder."""

import subprocess
from pathlib import Path


def head(folder: Path) -> str:
    """The commit that is checked out, with `+` where the tree differs; empty outside git."""
    commit = _git(folder, "rev-parse", "HEAD")
    if not commit:
        return ""
    return commit + ("+" if _git(folder, "status", "--porcelain", "--untracked-files=no") else "")


def below_root(folder: Path) -> str:
    """The folder as seen from the root of its repository; empty at the root and outside git."""
    root = root_of(folder)
    return "" if root in (None, folder) else folder.relative_to(root or folder).as_posix()


def root_of(folder: Path) -> Path | None:
    """The root of the repository that a folder is in."""
    return next((at for at in (folder, *folder.parents) if (at / ".git").exists()), None)


def version() -> str:
    """The version of git; empty where it cannot be run."""
    return _git(Path(), "--version").removeprefix("git version ")


def commits(folder: Path) -> int:
    """How many commits led to the one that is checked out, as far as they are here."""
    return int(_git(folder, "rev-list", "--count", "HEAD") or 0)


def is_shallow(folder: Path) -> bool:
    """Whether earlier commits were not fetched."""
    return _git(folder, "rev-parse", "--is-shallow-repository") == "true"


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
