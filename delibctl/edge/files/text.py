"""Single files that the user names: read, written, replaced, or extended by a line."""

from pathlib import Path

from delibctl.edge.files.reading import read_named
from delibctl.edge.files.root import is_inside
from delibctl.edge.files.writing_over import write_anew
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.surroundings import is_full_disk, not_written
from delibctl.errors import DelibctlError


def load_text(path: Path) -> str:
    """Return the text of a file that the user named. Raises DelibctlError if it is unreadable."""
    stop_at_tracked_link(path)
    try:
        return read_named(path).decode("utf-8-sig")
    except OSError as error:
        raise DelibctlError(
            f"cannot read {path}: {error.strerror}", next="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise DelibctlError(f"{path} is not UTF-8", next="save it as UTF-8") from error


def write_new(path: Path, content: str) -> None:
    """Write a new file. Raises DelibctlError if it exists or cannot be written."""
    stop_at_tracked_link(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        if is_full_disk(error):
            path.unlink(missing_ok=True)
        raise not_written(path, error, "choose another folder") from error


def overwrite(path: Path, content: bytes) -> None:
    """Write a file, new or not. Raises DelibctlError if it cannot be written."""
    stop_at_tracked_link(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise not_written(path, error, "choose another folder") from error


def replace(path: Path, content: bytes) -> None:
    """Write a file, new or not, wholly or not at all. Raises DelibctlError on failure."""
    temporary = path.with_name(f".{path.name}.new")
    stop_at_tracked_link(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_anew(temporary, content)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise not_written(path, error, "check the permissions of its folder") from error


def leads_out(path: Path, root: Path) -> bool:
    """Return True if a path leads out of a folder, by links or steps upward, or to data of git."""
    return not is_inside(path, root)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file unless it is there; make the file if necessary.

    Raises DelibctlError if it cannot be written.
    """
    stop_at_tracked_link(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes() if path.exists() else b""
        if line.encode() not in text.splitlines():
            gap = "\n" if text and not text.endswith(b"\n") else ""
            with path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{gap}{line}\n")
    except OSError as error:
        raise not_written(path, error, "check its permissions") from error
