"""Which configuration judges a branch: that of its base, found where the branch moved it to."""

from dataclasses import dataclass
from pathlib import Path

from delibctl.api.ci.base_settings import settings_in
from delibctl.api.policies.configuration_files import Configurations, policy_files
from delibctl.api.policies.configuration_moves import ConfigurationMoves, folder_of
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Judging:
    """The configuration of the base, and its folder where the branch began and where it ends.

    The folders are None if the base has no configuration. `moved`: what the configuration was
    called, and is called by the branch; None if it stays. `with_policies`: they moved with it, so
    its paths begin at its new place.
    """

    settings: Settings
    former_folder: Path | None = None
    head_folder: Path | None = None
    moved: tuple[str, str] | None = None
    with_policies: bool = False


def judging(
    here: Path, base: RevisionFiles, before: RevisionFiles, after: RevisionFiles
) -> Judging:
    """Find the configuration of the base that applies in a folder, or that the branch moves there.

    A check gives the same verdict at the former and at the new place. Raises DelibctlError if the
    configuration of the base or of the branch is invalid.
    """
    of_branch, in_base = ConfigurationMoves(before, after), ConfigurationMoves(before, base)
    settings, own = _in(base, here)
    _, of_head = _in(after, here)
    if of_head and of_head != own:
        brought = in_base.present(of_branch.former(of_head))
        # Else a branch could put its policies under the gates of another folder.
        if brought and not (own and _has_policies(before, folder_of(before, of_head), own)):
            settings, own = _in(base, (base.root / brought).parent)
    former = in_base.former(own)
    if not former:
        return Judging(settings=settings, head_folder=folder_of(base, own) if own else None)
    present = of_branch.present(former)
    has_moved = bool(present) and present != former
    return Judging(
        settings=settings,
        former_folder=folder_of(before, former),
        head_folder=folder_of(after, present or former),
        moved=(former, present) if has_moved else None,
        with_policies=has_moved and not _keeps_policies(before, after, former),
    )


def _in(files: RevisionFiles, folder: Path) -> tuple[Settings, str]:
    """Return what applies in a folder in a revision, and the name of its configuration."""
    settings = settings_in(files, folder)
    return settings, files.as_written(settings.file) if settings.file else ""


def _has_policies(files: RevisionFiles, folder: Path, configuration: str) -> bool:
    """Return True if a folder has policies of a configuration."""
    return bool(_policies_of(files, folder, configuration))


def _keeps_policies(before: RevisionFiles, after: RevisionFiles, configuration: str) -> bool:
    """Return True if a policy of a configuration is where it was."""
    return any(map(after.entry, _policies_of(before, before.root, configuration)))


def _policies_of(files: RevisionFiles, folder: Path, configuration: str) -> list[str]:
    owners = Configurations(files)
    return [file for file in policy_files(files, folder) if owners.of(file) == configuration]
