"""The folder of a policy below `accepted/`: rows by model, mode and category."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace as replace_case
from pathlib import Path

from delibctl.compare.accepted.row import AcceptedRow
from delibctl.edge.accepted.folders import remove_empty, row_files
from delibctl.edge.accepted.lines import RESTORE, from_lines, to_lines
from delibctl.edge.accepted.names import safe_name
from delibctl.edge.files.text import leads_out, replace
from delibctl.edge.files.tree import FileTree
from delibctl.edge.surroundings import not_written
from delibctl.errors import DelibctlError
from delibctl.model import Mode

Rows = Mapping[Mode, list[AcceptedRow]]


def load_rows(files: FileTree, folder: Path) -> Rows:
    """Return the rows of a policy by mode, on disk or in a revision; none if there is no folder.

    Raises DelibctlError with file and line if a file holds anything else, or one case of a model
    and mode twice.
    """
    rows: dict[Mode, list[AcceptedRow]] = defaultdict(list)
    first: dict[tuple[Mode, str, str], str] = {}
    for file in row_files(files, folder):
        name = file.entry.name
        shown = files.from_here(name)
        mode = _mode(file.mode, shown)
        for row in from_lines(_text(files.read(name), shown), shown).values():
            if safe_name(row.model.alias) != file.model:
                raise DelibctlError(
                    f"model.alias: the row of {row.case} is of {row.model.alias!r}, and lies in "
                    "the folder of another model",
                    where=place_of(files, folder, mode, row),
                    next=RESTORE,
                )
            other = first.setdefault((mode, row.model.alias, row.case), shown)
            if other != shown:
                raise DelibctlError(
                    f"{row.case} has two accepted rows, here and in {other}",
                    where=shown,
                    next="keep the row of the present category, and remove the other line",
                )
            rows[mode].append(row)
    return dict(rows)


def place_of(files: FileTree, folder: Path, mode: Mode, row: AcceptedRow) -> str:
    """Return the file and line of a row that was loaded."""
    for file in row_files(files, folder):
        name = file.entry.name
        shown = files.from_here(name)
        for number, other in from_lines(_text(files.read(name), shown), shown).items():
            # The case may be called otherwise now.
            if file.mode == mode and replace_case(other, case=row.case) == row:
                return f"{shown}:{number}"
    return files.from_here(files.name(folder))


def _mode(folder: str, shown: str) -> Mode:
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
        return content.decode("utf-8-sig").replace("\r\n", "\n")
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
    remove_empty(below, folder.parent)
    return changed


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise not_written(path, error, "check the permissions of its folder") from error
