"""The configuration file: found upward from a folder, and read as a table."""

import tomllib
from math import isfinite
from pathlib import Path
from typing import Any

from delibctl.errors import DelibctlError
from delibctl.source import violations

FILE_NAME = "delibctl.toml"


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
    path = folder / FILE_NAME
    if path.is_file():
        return path, _checked(path, _toml(path))
    project = folder / "pyproject.toml"
    if project.is_file():
        tool = _toml(project).get("tool")
        if isinstance(tool, dict) and "delibctl" in tool:
            return project, _checked(project, tool["delibctl"])
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=_finite)
    except OSError as error:
        raise DelibctlError(
            f"cannot read the configuration: {error.strerror}",
            where=path.name,
            next="check its permissions",
        ) from error
    except ValueError as error:  # invalid UTF-8, TOML or number
        raise DelibctlError(
            f"cannot read the configuration: {error}", where=path.name, next="fix that line"
        ) from error


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is not a finite number")
    return number


def _checked(file: Path, table: Any) -> dict[str, Any]:
    """Return the table. Raises DelibctlError at the first violation of the schema."""
    for violation in violations(table, "config"):
        parent = ".".join(map(str, violation.path[:-1]))
        raise DelibctlError(
            violation.message,
            where=f"{file.name}: {parent}" if parent else file.name,
            next=violation.next,
        )
    checked: dict[str, Any] = table
    return checked
