"""A branch with what judges it: its base, the commit where it left it, and the configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from delibctl.api.ci.base_settings import settings_in, stop_at_broken_model, with_places_of
from delibctl.api.ci.judging import Judging, judging
from delibctl.api.workspace import STATE_FOLDER, Workspace
from delibctl.edge.files.real_path import real_path
from delibctl.edge.fork import is_of_fork
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.git.revisions import commit_of
from delibctl.edge.settings import Settings
from delibctl.report.ci.result import Revisions


@dataclass(frozen=True, kw_only=True)
class Branch:
    """The files of head, of its base, and of their merge base (`before`), read through git.

    The workspace has the configuration of the base; `head_settings`, that of head, only tells where
    the branch keeps what it accepts. `former_folder` and `head_folder`: where that configuration is
    in the merge base and in head; None stands for the working folder. `moved`: its former and its
    new name, if the branch moves it. `start`: where its relative paths begin in head. `untrusted`:
    nothing that the branch approves or accepts counts.
    """

    workspace: Workspace
    revisions: Revisions
    before: RevisionFiles
    base: RevisionFiles
    after: RevisionFiles
    head_settings: Settings
    former_folder: Path | None
    head_folder: Path | None
    moved: tuple[str, str] | None
    start: Path
    untrusted: bool

    @property
    def approves_itself(self) -> bool:
        """True if approvals and accepted rows that the branch adds count."""
        return not self.untrusted and self.workspace.settings.ci.approvals == "head"


def open_branch(
    folder: Path,
    environment: Mapping[str, str],
    base: str,
    head: str,
    *,
    state: Path | None = None,
    untrusted: bool = False,
) -> Branch:
    """Find the commits of a branch, and read the configuration of its base.

    Raises DelibctlError if git lacks a revision or their merge base, or a configuration is invalid.
    """
    here = real_path(folder)
    # Git is asked with a configuration of nobody: nothing of the working tree is read.
    bare = Workspace.with_settings(Settings(root=here), folder, environment)
    base_files, after = bare.revision_files(base), bare.revision_files(head)
    merge_base = commit_of(after.repository, f"{base_files.commit}...{after.commit}")
    before = RevisionFiles(folder, merge_base, environment)
    judge = judging(here, base_files, before, after)
    settings, head_settings = judge.settings, settings_in(after, judge.head_folder or here)
    if not here.is_relative_to(settings.root):
        # The former folder is not made again for the state.
        state = state or head_settings.root / STATE_FOLDER
    if not any(files.locate(settings.root / (settings.policy or "")) for files in (before, after)):
        # The base moved its policy since; a branch must not choose the place by leaving early.
        settings = with_places_of(settings, settings_in(before, judge.former_folder or here))
    stop_at_broken_model(after, head_settings, settings)
    workspace = Workspace.with_settings(settings, folder, environment, state=state)
    return Branch(
        workspace=workspace,
        revisions=Revisions(
            base=base,
            head=head,
            base_commit=base_files.commit,
            head_commit=after.commit,
            merge_base=merge_base,
            folder=_shown_folder(base_files, here, judge),
        ),
        before=before,
        base=base_files,
        after=after,
        head_settings=head_settings,
        former_folder=judge.former_folder,
        head_folder=judge.head_folder,
        moved=judge.moved,
        start=(judge.with_policies and judge.head_folder) or settings.root,
        untrusted=untrusted or is_of_fork(environment),
    )


def _shown_folder(files: RevisionFiles, here: Path, judge: Judging) -> str:
    """Return where a person calls the commands that a report names; "" for the root."""
    moved_away = judge.moved and judge.head_folder
    return files.as_written(moved_away or here).removeprefix(".")
