"""Paths without links."""

import os
from pathlib import Path


def real_path(path: str | Path) -> Path:
    """Return an absolute path in which no part is a link.

    A link that leads back to itself stays as it is, so whoever reads it names it; `Path.resolve`
    raises RuntimeError there.
    """
    return Path(os.path.realpath(path))
