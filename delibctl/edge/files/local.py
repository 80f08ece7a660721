"""Files on disk, named relative to a base folder with forward slashes."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from delibctl.errors import DelibctlError

_SKIPPED = {"node_modules", "__pycache__"}
#: What stands in a virtual environment, whatever its name: its policies are those of packages.
_INSTALLED = "pyvenv.cfg"
_SUFFIXES = {".yaml", ".yml"}


class LocalFiles:
    """Reads files; names that come from here can be read from here."""

    label = ""

    def __init__(self, base: Path, here: Path = Path()) -> None:
        self._base = Path(os.path.realpath(base))
        self._here = here
        #: What is read instead of a file that is to be changed.
        self.changed: dict[str, bytes] = {}

    def name(self, path: Path) -> str:
        """A path as this reader names it; a link leads to the same name as what it links to."""
        try:
            return Path(os.path.relpath(os.path.realpath(path), self._base)).as_posix()
        except ValueError:  # another drive
            return path.as_posix()

    def from_here(self, name: str) -> str:
        """Return a name of this reader as a path from the folder that its user works in."""
        return os.path.relpath(self._base / name, self._here)

    def kind(self, path: Path) -> Literal["file", "folder"] | None:
        """Whether a path is a file, a folder, or nothing."""
        if not exists(path):
            return None
        return "folder" if path.is_dir() else "file"

    def read(self, path: str) -> bytes:
        """The bytes of a file; a DelibctlError where it cannot be read."""
        return self.changed[path] if path in self.changed else self.unchanged(path)

    def unchanged(self, path: str) -> bytes:
        """The bytes of a file as they are on disk."""
        try:
            return (self._base / path).read_bytes()
        except OSError as error:
            raise DelibctlError(
                f"cannot read {path!r}: {error.strerror}", next="check the path"
            ) from error

    def write_changed(self) -> None:
        """Write what was changed, each file whole or not at all."""
        for name, content in self.changed.items():
            _replace(self._base / name, content)

    def match(self, folder: str, pattern: str) -> list[str]:
        """The files in or below a folder that match a path or glob, sorted."""
        try:
            found = list((self._base / folder).glob(pattern))
        except (ValueError, IndexError, NotImplementedError, OSError):
            return []  # no glob at all; that it matches nothing is a finding
        return sorted(self.name(path) for path in found if _is_ours(path))

    def walk(self, folder: Path) -> Iterator[Path]:
        """Every YAML file in and below a folder, but not in hidden or linked ones, sorted."""
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
                if not exists(entry / _INSTALLED):
                    yield from self.walk(entry)
            elif entry.suffix in _SUFFIXES and _is_ours(entry):
                yield entry


def exists(path: Path) -> bool:
    """Whether a path is there; one that cannot even be asked for is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def _is_ours(path: Path) -> bool:
    """A regular file whose name can be written down."""
    try:
        path.name.encode()
        return path.is_file()
    except (OSError, UnicodeEncodeError):
        return False


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place with the rights that it had."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(content)
        new.chmod(path.stat().st_mode)
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise DelibctlError(
            f"cannot write {path}: {error.strerror}", next="check its permissions"
        ) from error


def load_text(path: Path) -> str:
    """The text of a file that a user named. Raises DelibctlError where it is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DelibctlError(
            f"cannot read {path}: {error.strerror}", next="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise DelibctlError(f"{path} is not UTF-8", next="save it as UTF-8") from error


def write_new(path: Path, content: str) -> None:
    """Write a file that does not exist yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        raise DelibctlError(
            f"cannot write {path}: {error.strerror}", next="choose another folder"
        ) from error


def overwrite(path: Path, content: bytes) -> None:
    """Write a file, whatever it held."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise DelibctlError(
            f"cannot write {path}: {error.strerror}", next="choose another folder"
        ) from error


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, made if need be, unless the line is already in it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes() if path.exists() else b""
        if line.encode() not in text.splitlines():
            gap = "\n" if text and not text.endswith(b"\n") else ""
            with path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{gap}{line}\n")
    except OSError as error:
        raise DelibctlError(
            f"cannot write {path}: {error.strerror}", next="mend or move it"
        ) from error
