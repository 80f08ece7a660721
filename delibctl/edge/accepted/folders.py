"""The folders of accepted rows: what lies in place of one is named, and empty ones are removed."""

from contextlib import suppress
from pathlib import Path

from delibctl.edge.accepted.names import safe_name
from delibctl.edge.files.entry import LEADS_OUT, Entry
from delibctl.edge.files.tree import FileTree
from delibctl.errors import DelibctlError
from delibctl.model import Mode

#: Endings of files that people put beside the rows, and of approvals.
_BESIDE = (".yaml", ".yml", ".md", ".txt")


def has_folders(files: FileTree, folder: Path) -> bool:
    """Return True if the folder of a policy is there; False if it, or the one above it, is not.

    Raises DelibctlError if anything else lies in place of one of them, or of a model or a mode.
    """
    for part in (folder.parent, folder):
        entry = files.locate(part)
        if entry is None:
            return False
        _check(files, entry)
    for model in _children(files, files.name(folder)):
        is_beside = model.kind == "file" and model.name.endswith(_BESIDE)
        base = model.name.split("/")[-1]
        if base != safe_name(base) or is_beside:
            continue
        _check(files, model)
        for mode in _children(files, model.target):
            if mode.name.split("/")[-1] in tuple(Mode):
                _check(files, mode)
    return True


def _children(files: FileTree, folder: str) -> list[Entry]:
    at = files.entry(folder)
    children = (files.child(at, base) for base in files.names_in(folder)) if at else ()
    return [child for child in children if child]


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
