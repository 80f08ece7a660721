"""A workspace: the folder that a workflow works in, with all that it may know of the machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from delibctl.edge.clock import Clock
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.files.real_path import real_path
from delibctl.edge.git.links import stop_in_new_link
from delibctl.edge.git.repository import Repository
from delibctl.edge.git.revision_files import IndexFiles, RevisionFiles
from delibctl.edge.git.working_files import WorkingFiles
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError

STATE_FOLDER = ".delibctl"


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """Workflows read no working folder, environment or clock but those of their workspace.

    Paths that a caller gives are relative to `folder`.
    """

    folder: Path
    settings: Settings
    state: StateFolder
    environment: Mapping[str, str]
    clock: Clock

    @classmethod
    def open(
        cls,
        folder: Path,
        environment: Mapping[str, str],
        *,
        state: Path | None = None,
        clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> Self:
        """Read the configuration that applies in a folder.

        Runs and answers are in `state`, or beside the configuration. Raises DelibctlError if the
        configuration cannot be read.
        """
        return cls.with_settings(
            load_settings(folder), folder, environment, state=state, clock=clock
        )

    @classmethod
    def with_settings(
        cls,
        settings: Settings,
        folder: Path,
        environment: Mapping[str, str],
        *,
        state: Path | None = None,
        clock: Clock = Clock(),  # noqa: B008 - frozen
    ) -> Self:
        """Make a workspace of a configuration that was read already."""
        kept = folder / state if state else settings.root / STATE_FOLDER
        return cls(
            folder=folder,
            settings=settings,
            state=StateFolder(kept, environment),
            environment=environment,
            clock=clock,
        )

    def reopened(self) -> Self:
        """Return the same workspace with its configuration read again."""
        return replace(self, settings=load_settings(self.folder))

    def path(self, path: Path | str) -> Path:
        """Return a path that a caller gave, relative to the folder, as one that can be opened."""
        return self.folder / path

    @property
    def policy_path(self) -> Path:
        """The configured policy; the folder itself if none is configured."""
        return self.settings.policy_path if self.settings.policy else self.folder

    def policy_or_default(self, policy: Path | str | None) -> Path:
        """Return the policy that a caller gave, else the configured one."""
        return self.policy_path if policy is None else self.path(policy)

    def policy_and_cases(
        self, policy: Path | None, cases: Sequence[Path] | None
    ) -> tuple[Path, list[Path] | None]:
        """Return the policy that a caller gave, or the configured one; with its case files.

        None instead of case files stands for the policy's own.
        """
        paths = [self.path(path) for path in cases] if cases else None
        if policy is not None:
            return self.path(policy), paths
        return self.policy_path, paths or self.settings.case_paths

    @property
    def absolute_folder(self) -> Path:
        """The folder from the root of the file system."""
        return real_path(self.folder)

    @property
    def files(self) -> LocalFiles:
        """The files of the folder, as they are on disk now."""
        return LocalFiles(self.folder, self.folder)

    @property
    def repository_files(self) -> LocalFiles:
        """The same files, named from the root of the git repository as a revision names them."""
        return self.working_files(self.absolute_folder)

    def working_files(self, path: Path) -> LocalFiles:
        """Return the files of the repository that a path lies in; those of the folder without."""
        try:
            repository = Repository.of(self.folder / path, self.environment)
        except DelibctlError:
            return LocalFiles(self.folder, self.folder)
        return WorkingFiles(repository, self.folder)

    def revision_files(self, revision: str, path: Path = Path()) -> RevisionFiles:
        """Return the files as they were in a git revision, of the repository of a path.

        Raises DelibctlError if there is no repository, or git does not have the revision.
        """
        files = RevisionFiles(self.folder / path, revision, self.environment)
        if self.folder == Path():
            stop_in_new_link(files, self.environment)
        return files

    def staged_files(self, path: Path = Path()) -> IndexFiles:
        """Return the files as they are staged. Raises DelibctlError outside of a repository."""
        return IndexFiles(self.folder / path, self.environment)

    def today(self) -> date:
        """The date in UTC."""
        return self.clock.now().date()

    def timestamp(self) -> str:
        """The time in UTC, as run files hold it."""
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    def short(self, path: Path) -> Path:
        """Return a path as short as the folder allows."""
        here = self.absolute_folder
        return path.relative_to(here) if path.is_relative_to(here) else path
