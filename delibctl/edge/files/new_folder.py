"""Writing a folder of files, wholly or not at all."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError


def check_new_folder(folder: Path) -> None:
    """Raise DelibctlError if something of that name exists, other than an empty folder."""
    stop_at_tracked_link(folder)
    try:
        taken = folder.is_symlink() or (folder.exists() and not folder.is_dir())
        filled = not taken and folder.is_dir() and any(folder.iterdir())
    except OSError as error:
        raise not_written(folder, error, "name another folder") from error
    if taken or filled:
        raise DelibctlError(
            f"{folder} already exists, and nothing is written over it",
            next="name a new folder, or remove this one",
        )


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by their paths within the folder; at an error or an interruption none.

    They are written beside it, and then moved there at once. Raises DelibctlError.
    """
    check_new_folder(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise not_written(folder, error, "name another folder") from error
    try:
        for name, content in files.items():
            path = temporary / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        temporary.rename(folder)
    except OSError as error:
        raise not_written(folder, error, "name another folder") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
