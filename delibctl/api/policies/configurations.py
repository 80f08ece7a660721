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


def settings_at(workspace: Workspace, files: FileTree) -> Settings | None:
    """Return the settings that apply in the folder of the workspace on one side of a comparison.

    Their paths start at the root of the repository. None without git, or if the files are of
    another repository. A configuration that cannot be read has none.
    """
    folder = workspace.absolute_folder
    root = root_of(folder)
    if isinstance(files, GitFiles):
        known = files.root
    elif isinstance(files, WorkingFiles):
        known = files.base
    else:
        return None
    if root is None or known != real_path(root):
        return None
    for candidate in (folder, *folder.parents):
        for name in NAMES:
            path = candidate / name
            try:
                if files.kind(path) != "file":
                    continue
                content = files.read(files.name(path))
                table = table_in(path, content)
            except DelibctlError:
                return {}
            if isinstance(table, dict):
                return dict(_flat(table, files.name(path), content.decode("utf-8-sig")))
        if candidate == root:
            break
    return {}


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
