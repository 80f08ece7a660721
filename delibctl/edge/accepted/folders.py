"""The folders of accepted rows: what lies in place of one is named, and empty ones are removed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from delibctl.edge.accepted.names import safe_name
from delibctl.edge.files.entry import IS_FOLDER, LEADS_OUT, Entry
from delibctl.edge.files.tree import FileTree
from delibctl.errors import DelibctlError
from delibctl.model import Mode

#: Endings of files that people put beside the rows, and of approvals.
_BESIDE = (".yaml", ".yml", ".md", ".txt")


@dataclass(frozen=True, kw_only=True)
class RowFile:
    """A file of rows, and the names of the folders in which it lies: of a model, and of a mode."""

    model: str
    mode: str
    entry: Entry


def row_files(files: FileTree, folder: Path) -> Iterator[RowFile]:
    """Yield the files of rows of a policy, sorted; none if there is no folder of it.

    Raises DelibctlError if anything else lies in place of a folder, or of one of the files.
    """
    for part in (folder.parent, folder):
        entry = files.locate(part)
        if entry is None:
            return
        _check(files, entry)
    for model in model_folders(files, folder):
        _check(files, model)
        for mode in _children(files, model.target):
            if mode.kind == "file" and _base(mode) not in tuple(Mode):
                continue
            _check(files, mode)
            for file in _children(files, mode.target):
                if _base(file).endswith(".jsonl"):
                    _check_file(files, file)
                    yield RowFile(model=_base(model), mode=_base(mode), entry=file)


def model_folders(files: FileTree, folder: Path) -> list[Entry]:
    """Return what is the folder of a model or lies in place of one; none if there is no folder."""
    at = files.locate(folder)
    if at is None or at.kind != "folder" or at.problem:
        return []
    return [child for child in _children(files, at.target) if not _is_beside(child)]


def _is_beside(entry: Entry) -> bool:
    base = _base(entry)
    return entry.kind == "file" and (base.endswith(_BESIDE) or base != safe_name(base))


def _base(entry: Entry) -> str:
    return entry.name.split("/")[-1]


def _children(files: FileTree, folder: str) -> list[Entry]:
    at = files.entry(folder)
    children = (files.child(at, base) for base in files.names_in(folder)) if at else ()
    return [child for child in children if child]


def _check_file(files: FileTree, entry: Entry) -> None:
    """Raise DelibctlError if no rows can be read; a link would be replaced by the next ones."""
    problem = entry.problem or (IS_FOLDER if entry.kind == "folder" else "")
    if problem:
        shown = files.from_here(entry.name)
        raise DelibctlError(f"{shown} {problem}", next="remove it, or restore it from git")
    if entry.linked:
        raise DelibctlError(
            f"{files.from_here(entry.name)} is a link, and accepted rows lie in files of their own",
            next="put the file itself in place of the link",
        )


def _check(files: FileTree, entry: Entry) -> None:
    problem = entry.problem or (LEADS_OUT if entry.leads_out else "")
    if entry.kind == "folder" and not problem:
        return
    shown = files.from_here(entry.name)
    raise DelibctlError(
        f"{shown} {problem or 'is a file'}, where the folder of accepted rows belongs",
        where=shown,
        next="move it away, or restore the folder from git",
    )


def remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder and those around it up to `top` that are empty."""
    while folder.is_relative_to(top) and not folder.is_symlink():
        with suppress(OSError):
            folder.rmdir()
        if folder.exists():
            return
        folder = folder.parent
