"""The configuration that applied to a policy in a revision, and the one that applies now."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Setting
from delibctl.edge.files.real_path import real_path
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.git_files import GitFiles
from delibctl.edge.git.repository import root_of
from delibctl.edge.git.working_files import WorkingFiles
from delibctl.edge.settings_file import NAMES, table_in
from delibctl.edge.toml_lines import line_of
from delibctl.errors import DelibctlError
from delibctl.model import Place

Settings = Mapping[str, Setting]


#: The keys that hold paths, which start at the folder of the configuration.
_PATHS = (("policy",), ("cases",))


def settings_at(
    workspace: Workspace, files: FileTree, folder: Path | None = None
) -> Settings | None:
    """Return the settings that apply in the folder of the workspace on one side of a comparison.

    `folder`: as it was called there, if it moved. Paths of settings start at the root of the
    repository. None without git, or if the files are of another repository. A configuration that
    cannot be read has none.
    """
    if not _are_ours(workspace, files):
        return None
    try:
        found = _configuration(workspace, files, folder)
    except DelibctlError:
        return {}
    if found is None:
        return {}
    path, table, content = found
    return dict(_flat(table, files.name(path), content.decode("utf-8-sig")))


def root_at(workspace: Workspace, files: FileTree, folder: Path | None = None) -> Path:
    """Return the folder beside whose configuration `accepted/` is, on one side of a comparison.

    That of the workspace without git, in the working tree, and where the configuration there cannot
    be read.
    """
    if not isinstance(files, GitFiles) or not _are_ours(workspace, files):
        return workspace.settings.root
    try:
        found = _configuration(workspace, files, folder)
    except DelibctlError:
        return workspace.settings.root
    return found[0].parent if found else root_of(workspace.absolute_folder) or files.root


def configuration_at(workspace: Workspace, files: FileTree, folder: Path | None = None) -> str:
    """Return the name of the configuration that applies in a folder; "" if there is none.

    Also "" without git, and where it cannot be read.
    """
    if not _are_ours(workspace, files):
        return ""
    try:
        found = _configuration(workspace, files, folder)
    except DelibctlError:
        return ""
    return files.name(found[0]) if found else ""


def _are_ours(workspace: Workspace, files: FileTree) -> bool:
    """Return True if files are of the repository of the workspace, as git sees it."""
    root = root_of(workspace.absolute_folder)
    if isinstance(files, GitFiles):
        known = files.root
    elif isinstance(files, WorkingFiles):
        known = files.base
    else:
        return False
    return root is not None and known == real_path(root)


def _configuration(
    workspace: Workspace, files: FileTree, folder: Path | None
) -> tuple[Path, Mapping[str, Any], bytes] | None:
    """Return the first configuration from a folder upward: its path, table and content.

    Raises DelibctlError if it cannot be read.
    """
    folder = folder or workspace.absolute_folder
    root = root_of(workspace.absolute_folder)
    for candidate in (folder, *folder.parents):
        for name in NAMES:
            path = candidate / name
            if files.kind(path) != "file":
                continue
            content = files.read(files.name(path))
            table = table_in(path, content)
            if isinstance(table, dict):
                return path, table, content
        if candidate == root:
            break
    return None


def _flat(
    table: Mapping[str, Any], file: str, text: str, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, Setting]]:
    """Yield each value below a table with its dotted key."""
    for key, value in table.items():
        steps = (*path, key)
        if isinstance(value, dict) and value:
            yield from _flat(value, file, text, steps)
            continue
        prefix = ("tool", "delibctl") if Path(file).name == "pyproject.toml" else ()
        place = Place(file=file, line=line_of(text, (*prefix, *steps)) or 1)
        shown = _from_root(value, dirname(file)) if steps in _PATHS else value
        words = json.dumps(shown, ensure_ascii=False, default=str)
        yield ".".join(map(_quoted, steps)), Setting(text=words, place=place)


def _from_root(value: Any, folder: str) -> Any:
    """Return a path, or each of several, from the root of the repository."""
    if isinstance(value, list):
        return [_from_root(each, folder) for each in value]
    return normpath(join(folder, value)) if folder and isinstance(value, str) else value


def policy_in(workspace: Workspace, files: FileTree) -> Path | None:
    """Return the policy that the configuration of a revision names, else the working folder.

    None if the files are of another repository.
    """
    settings = settings_at(workspace, files)
    if settings is None:
        return None
    root = root_of(workspace.absolute_folder) or workspace.absolute_folder
    named = json.loads(settings["policy"].text) if "policy" in settings else None
    return root / named if isinstance(named, str) else workspace.absolute_folder


def _quoted(step: str) -> str:
    return f'"{step}"' if "." in step else step
