"""Links of a branch that are in the way between a path and what a revision held there."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from delibctl.edge.files.real_path import real_path
from delibctl.edge.files.tree import FileTree
from delibctl.edge.git.git_files import GitFiles
from delibctl.errors import DelibctlError


def new_links(names: Iterable[str], old: FileTree, new: FileTree) -> Iterator[str]:
    """Yield a sentence for each file or folder around it that is a link now, or another one."""
    steps = {step for name in names for step in (PurePosixPath(name), *PurePosixPath(name).parents)}
    for step in sorted(map(str, steps - {PurePosixPath()})):
        was, is_now = old.entry(step), new.entry(step)
        if was is None or is_now is None or not is_now.linked:
            continue
        if not was.linked:
            yield f"{step} is a link now, to {is_now.target}"
        elif was.target != is_now.target:
            yield f"{step} is a link to {is_now.target} now, not to {was.target}"


def stop_in_new_link(files: GitFiles, environment: Mapping[str, str]) -> None:
    """Raise DelibctlError if the working folder was entered by a link that a revision lacks.

    What is compared would be the target of the link on both sides.
    """
    entered = Path(environment.get("PWD", ""))
    if not entered.is_absolute() or os.path.realpath(entered) != str(Path.cwd()):
        return
    for folder in (entered, *entered.parents):
        parent = real_path(folder.parent)
        if not folder.is_symlink() or not parent.is_relative_to(files.root):
            continue
        name = (parent / folder.name).relative_to(files.root).as_posix()
        target = os.path.relpath(os.path.realpath(folder), files.root)
        was = files.entry(name)
        if was is None or not was.linked or was.target != Path(target).as_posix():
            raise DelibctlError(
                f"the working folder is behind {name}, which is a link to {target} only here",
                next=f"run the command in another folder, such as {files.root}, and name the path",
            )
