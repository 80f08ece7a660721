"""The folder of a policy below `accepted/`: rows by model, mode and category."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from delibctl.compare.accepted.row import AcceptedRow
from delibctl.edge.accepted.lines import from_lines, to_lines
from delibctl.edge.files.text import leads_out, replace
from delibctl.edge.files.tree import FileTree
from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError
from delibctl.model import Mode

#: A name that every file system keeps as it is; what differs in case alone is one file on some.
_SAFE = re.compile(r"[a-z][a-z0-9_-]{0,79}(?:\.[a-z0-9_-]{1,40}){0,4}", re.ASCII)
#: Names that belong to devices on Windows, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|changes)(?:\.|$)")
#: Digits of a hash that tell names apart once they are made safe.
_DIGITS = 8

Rows = Mapping[Mode, list[AcceptedRow]]


def safe_name(name: str) -> str:
    """Return a name that can be a file or a folder everywhere; different names stay different."""
    if _SAFE.fullmatch(name) and not _DEVICES.match(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    return f"{words}-{digest}" if words[:1].isalpha() else f"x-{words}-{digest}".replace("--", "-")


def load_rows(files: FileTree, folder: Path) -> Rows:
    """Return the rows of a policy by mode, on disk or in a revision; none if there is no folder.

    Raises DelibctlError with file and line if a file holds anything else, or one case of a model
    and mode twice.
    """
    rows: dict[Mode, list[AcceptedRow]] = defaultdict(list)
    if files.kind(folder) != "folder":
        return rows
    first: dict[tuple[Mode, str, str], str] = {}
    for name in files.match(files.name(folder), "*/*/*.jsonl"):
        shown = files.from_here(name)
        if problem := files.problem(name):
            raise DelibctlError(f"{shown} {problem}", next="remove it, or restore it from git")
        mode = _mode(name, shown)
        for row in from_lines(_text(files.read(name), shown), shown):
            other = first.setdefault((mode, row.model.alias, row.case), shown)
            if other != shown:
                raise DelibctlError(
                    f"{row.case} has two accepted rows, here and in {other}",
                    where=shown,
                    next="keep the row of the present category, and remove the other line",
                )
            rows[mode].append(row)
    return dict(rows)


def _mode(name: str, shown: str) -> Mode:
    folder = name.split("/")[-2]
    try:
        return Mode(folder)
    except ValueError as error:
        raise DelibctlError(
            f"{folder} is not a mode, so nobody knows how these rows were asked",
            where=shown,
            next=f"the modes are {', '.join(Mode)}; restore the folder from git",
        ) from error


def _text(content: bytes, shown: str) -> str:
    try:
        return content.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DelibctlError(
            f"{shown} is not UTF-8", next="restore it from git, or accept a new run"
        ) from error


def save_rows(
    root: Path, folder: Path, mode: Mode, alias: str, rows: Iterable[AcceptedRow]
) -> list[Path]:
    """Write all rows of one model in one mode, by their first category; return what changed.

    Files without rows are removed. Raises DelibctlError if a link leads out of `root`, or a file
    cannot be written.
    """
    below = folder / safe_name(alias) / mode
    if leads_out(below / "rows.jsonl", root):
        raise DelibctlError(
            "a link leads out of the repository, so accepted rows there would not be in git",
            where=str(below),
            next="replace the link by a folder",
        )
    by_file: dict[Path, list[AcceptedRow]] = defaultdict(list)
    for row in rows:
        by_file[below / f"{safe_name(row.categories[0])}.jsonl"].append(row)
    changed = []
    for path, of_file in sorted(by_file.items()):
        content = to_lines(of_file).encode()
        if not path.exists() or path.read_bytes() != content:
            replace(path, content)
            changed.append(path)
    for path in sorted(below.glob("*.jsonl")):
        if path not in by_file:
            _remove(path)
            changed.append(path)
    return changed


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise not_written(path, error, "check the permissions of its folder") from error
