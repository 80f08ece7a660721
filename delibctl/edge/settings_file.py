"""The configuration file: found upward from a folder, and read as a table."""

import os
import tomllib
from math import isfinite
from pathlib import Path
from typing import Any

from delibctl.edge.files.reading import read_regular
from delibctl.edge.git.tracked_links import stop_at_tracked_link
from delibctl.edge.toml_lines import line_of, mistake
from delibctl.errors import DelibctlError
from delibctl.source import Violation, violations
from delibctl.source.conflicts import conflict_line

FILE_NAME = "delibctl.toml"
#: The files that can hold a configuration; of two in a folder, the first counts.
NAMES = (FILE_NAME, "pyproject.toml")


def find_file(folder: Path) -> tuple[Path, tuple[Path, dict[str, Any]] | None]:
    """Return the root for `folder`, and the first configuration from there upward with its table.

    The root is the folder of the configuration, else that of .git, else `folder` itself.
    Raises DelibctlError if the configuration is invalid.
    """
    for candidate in (folder, *folder.parents):
        configuration = _read(candidate)
        if configuration is not None:
            return candidate, configuration
        if (candidate / ".git").exists():
            return candidate, None
    return folder, None


def _read(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    for name in NAMES:
        path = folder / name
        content = _bytes(path) if _is_given(path) else None
        table = None if content is None else checked_table(path, content)
        if table is not None:
            return path, table
    return None


def checked_table(
    path: Path, content: bytes, broken_models: dict[str, DelibctlError] | None = None
) -> dict[str, Any] | None:
    """Return what a file of one of the names configures; None if it is not for us.

    Raises DelibctlError if it is invalid. Given `broken_models`, the models with invalid settings
    are left out, and their errors put there.
    """
    table = table_in(path, content)
    return None if table is None else _checked(path, table, content, broken_models)


def _is_given(path: Path) -> bool:
    """Return True if a file of that name is there.

    Raises DelibctlError if what has our own name is no file.
    """
    if path.is_file():
        return True
    if path.name == FILE_NAME and os.path.lexists(path):
        stop_at_tracked_link(path)
        raise DelibctlError(
            "the configuration is a folder, a device, a pipe or a broken link, so it was not read",
            where=path.name,
            next="replace it by a regular file, or remove it",
        )
    return False


def table_in(path: Path, content: bytes) -> Any:
    """Return what a file of one of the names configures, unchecked; None if it is not for us.

    Raises DelibctlError if it is not TOML.
    """
    if path.name == FILE_NAME:
        return _toml(path, content)
    # Without our name it holds nothing for us, whatever state it is in.
    tool = _toml(path, content).get("tool") if b"delibctl" in content else None
    return tool.get("delibctl") if isinstance(tool, dict) else None


def _bytes(path: Path) -> bytes:
    stop_at_tracked_link(path)
    try:
        return read_regular(path, path.name)
    except OSError as error:
        raise DelibctlError(
            f"cannot read the configuration: {error.strerror}",
            where=path.name,
            next="check its permissions",
        ) from error


def _toml(path: Path, content: bytes) -> dict[str, Any]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2]:
        raise DelibctlError(
            "the configuration is UTF-16, not UTF-8", where=path.name, next="save it as UTF-8"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DelibctlError(
            f"byte 0x{content[error.start]:02x} of the configuration is not valid UTF-8",
            where=f"{path.name}:{line}",
            next="save it as UTF-8",
        ) from error
    try:
        conflict = conflict_line(text)
        if conflict:
            raise DelibctlError(
                "a merge conflict is not resolved in the configuration",
                where=f"{path.name}:{conflict}",
                next="keep what is right of both versions, and remove the lines of markers",
            )
        return tomllib.loads(text, parse_float=_finite)
    except ValueError as error:  # invalid TOML or number
        raise mistake(error, text, path.name) from error


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is not a finite number")
    return number


def _checked(
    file: Path, table: Any, content: bytes, broken_models: dict[str, DelibctlError] | None
) -> dict[str, Any]:
    """Return the table. Raises DelibctlError at the first violation of the schema."""
    for violation in violations(table, "config"):
        error = _error_at(violation, file, content)
        match violation.path:
            case ("models", str(alias), *_) if broken_models is not None:
                broken_models.setdefault(alias, error)
            case _:
                raise error
    checked: dict[str, Any] = table
    if broken_models:
        models = checked["models"].items()
        sound = {alias: model for alias, model in models if alias not in broken_models}
        checked = {**checked, "models": sound}
    return checked


def _error_at(violation: Violation, file: Path, content: bytes) -> DelibctlError:
    parent = ".".join(map(str, violation.path[:-1]))
    prefix = ("tool", "delibctl") if file.name == "pyproject.toml" else ()
    line = line_of(content.decode("utf-8-sig"), (*prefix, *violation.path))
    place = f"{file.name}:{line}" if line else file.name
    return DelibctlError(
        violation.message,
        where=f"{place}: {parent}" if parent else place,
        next=violation.next,
    )
