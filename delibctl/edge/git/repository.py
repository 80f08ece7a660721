"""Facts from git about a folder. Without git or a repository they are empty."""

import subprocess
from pathlib import Path


def head(folder: Path) -> str:
    """Return the commit that is checked out, with `+` if files differ; empty outside git."""
    commit = _git(folder, "rev-parse", "HEAD")
    if not commit:
        return ""
    return commit + ("+" if _git(folder, "status", "--porcelain", "--untracked-files=no") else "")


def below_root(folder: Path) -> str:
    """Return the folder relative to the root of its repository; empty there and outside git."""
    root = root_of(folder)
    return "" if root in (None, folder) else folder.relative_to(root or folder).as_posix()


def root_of(folder: Path) -> Path | None:
    """Return the root of the repository that contains a folder, or None."""
    return next((at for at in (folder, *folder.parents) if (at / ".git").exists()), None)


def version() -> str:
    """Return the version of git; empty if it cannot be run."""
    return _git(Path(), "--version").removeprefix("git version ")


def commits(folder: Path) -> int:
    """Count the fetched commits that lead to the one that is checked out."""
    return int(_git(folder, "rev-list", "--count", "HEAD") or 0)


def is_shallow(folder: Path) -> bool:
    """Return True if earlier commits were not fetched."""
    return _git(folder, "rev-parse", "--is-shallow-repository") == "true"


def merge_base(folder: Path, revision: str, other: str = "HEAD") -> str:
    """Return the commit at which two revisions branched; empty if there is none or git fails."""
    return _git(folder, "merge-base", revision, other)


def _git(folder: Path, *arguments: str) -> str:
    try:
        process = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return process.stdout.strip() if process.returncode == 0 else ""
