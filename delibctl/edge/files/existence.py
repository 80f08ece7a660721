"""Paths that exist, whatever the path is."""

from pathlib import Path


def exists(path: Path) -> bool:
    """Return True if a path exists; an impossible path does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
