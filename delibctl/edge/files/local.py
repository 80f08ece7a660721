"""Files on disk, named relative to a base folder with forward slashes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from delibctl.errors import DelibctlError

_SKIPPED = {"node_modules", "__pycache__"}
#: The mark of a virtual environment: its policies belong to packages.
_ENVIRONMENT_MARK = "pyvenv.cfg"
_SUFFIXES = {".yaml", ".yml"}


class LocalFiles:
    """Reads files below a folder; `changed` holds new contents by name, not yet written."""

    label = ""

    def __init__(self, base: Path, here: Path = Path()) -> None:
        self._base = Path(os.path.realpath(base))
        self._here = here
        self.changed: dict[str, bytes] = {}

    def name(self, path: Path) -> str:
        """Return the name of a path; a link has the same name as its target."""
        try:
            return Path(os.path.relpath(os.path.realpath(path), self._base)).as_posix()
        except ValueError:  # another drive
            return path.as_posix()

    def from_here(self, name: str) -> str:
        """Return a name of this reader as a path from the folder that its user works in."""
        return os.path.relpath(self._base / name, self._here)

    def kind(self, path: Path) -> Literal["file", "folder"] | None:
        """Return the kind of a path, None if it does not exist."""
        if not exists(path):
            return None
        return "folder" if path.is_dir() else "file"

    def read(self, path: str) -> bytes:
        """Return the contents of a file, changed or not. Raises DelibctlError if unreadable."""
        return self.changed[path] if path in self.changed else self.unchanged(path)

    def unchanged(self, path: str) -> bytes:
        """Return the contents of a file on disk. Raises DelibctlError if it is unreadable."""
        try:
            return (self._base / path).read_bytes()
        except OSError as error:
            raise DelibctlError(
                f"cannot read {path!r}: {error.strerror}", next="check the path"
            ) from error

    def write_changed(self) -> None:
        """Write the changed files, each wholly or not at all. Raises DelibctlError on failure."""
        for name, content in self.changed.items():
            _replace(self._base / name, content)

    def match(self, folder: str, pattern: str) -> list[str]:
        """Return the names of the files below a folder that match a path or glob, sorted."""
        try:
            paths = list((self._base / folder).glob(pattern))
        except (ValueError, IndexError, NotImplementedError, OSError):
            return []  # not a glob; lint reports that it matches nothing
        return sorted(self.name(path) for path in paths if _is_file(path))

    def walk(self, folder: Path) -> Iterator[Path]:
        """Yield the YAML files in and below a folder, sorted, without hidden or linked folders.

        Raises DelibctlError if a folder is unreadable.
        """
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            raise DelibctlError(
                f"cannot read the folder {folder}: {error.strerror}", next="check its permissions"
            ) from error
        for entry in entries:
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            if _is_folder(entry):
                if not exists(entry / _ENVIRONMENT_MARK):
                    yield from self.walk(entry)
            elif entry.suffix in _SUFFIXES and _is_file(entry):
                yield entry


def exists(path: Path) -> bool:
    """Return True if a path exists; an impossible path does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    """Return True for a regular file whose name can be encoded."""
    try:
        path.name.encode()
        return path.is_file()
    except (OSError, UnicodeEncodeError):
        return False


def _replace(path: Path, content: bytes) -> None:
    """Write to a temporary file, then move it in place of the file, with its permissions."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(content)
        temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise DelibctlError(
            f"cannot write {path}: {error.strerror}", next="check its permissions"
        ) from error
