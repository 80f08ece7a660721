"""The configuration of a revision: what a branch is judged by comes from its base.

That of the branch is only read to be checked, and to find what moved.
"""

from dataclasses import replace
from os.path import normpath, relpath
from pathlib import Path
from posixpath import join

from delibctl.edge.git.repository import root_of
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.settings import Settings, settings_of
from delibctl.edge.settings_file import NAMES
from delibctl.errors import DelibctlError


def settings_in(files: RevisionFiles, folder: Path) -> Settings:
    """Return what applied in a folder in a revision: the first configuration upward, or defaults.

    A model with invalid settings is let pass: it cannot be asked. Raises DelibctlError if anything
    else is invalid, or leads out of the repository.
    """
    root = root_of(folder) or files.root
    for candidate in (folder, *folder.parents):
        for name in NAMES:
            path = candidate / name
            entry = files.locate(path)
            if entry is None:
                continue
            if entry.problem or entry.kind != "file":
                reason = entry.problem or "is a folder"
                raise DelibctlError(
                    f"the configuration {reason}{files.label}",
                    where=entry.name,
                    next=f"replace it by a regular file in {files.revision}",
                )
            try:
                settings = settings_of(path, files.read(entry.target))
            except DelibctlError as error:
                # The same words as for the file on disk; the place is in the revision.
                error.where = f"{files.from_here(entry.target)}: {error.where}"
                raise
            if settings is not None:
                _stop_outside(settings, files, files.from_here(entry.target))
                return settings
        if candidate == root:
            break
    return Settings(root=root)


def stop_at_broken_model(files: RevisionFiles, settings: Settings, base: Settings) -> None:
    """Raise DelibctlError for a model with invalid settings that the branch brings."""
    for alias, error in settings.broken_models.items():
        if settings.file and alias not in base.broken_models:
            error.where = f"{files.from_here(files.as_written(settings.file))}: {error.where}"
            raise error


def _stop_outside(settings: Settings, files: RevisionFiles, shown: str) -> None:
    """Raise DelibctlError if the configured policy is outside of the repository."""
    path = settings.root / (settings.policy or "")
    if files.as_written(path).split("/")[0] == "..":
        raise DelibctlError(
            f"{settings.policy} is outside of the repository",
            where=f"{shown}: policy",
            next="name a policy of the repository there",
        )


def with_places_of(settings: Settings, former: Settings) -> Settings:
    """Return settings with the policy and the cases that those of another revision name."""
    if former.file is None:
        return settings
    if former.root == settings.root:
        return replace(settings, policy=former.policy, cases=former.cases)
    way = relpath(former.root, settings.root)
    cases = None if former.cases is None else tuple(normpath(join(way, c)) for c in former.cases)
    return replace(settings, policy=normpath(join(way, former.policy or "")), cases=cases)
