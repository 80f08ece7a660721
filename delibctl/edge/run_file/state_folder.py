"""The state folder, which holds runs and answers, and the names of runs."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

from delibctl.edge.files.existence import exists
from delibctl.edge.run_file.committed import stop_at_committed_state
from delibctl.edge.run_file.database import FileInUse, sqlite_errors
from delibctl.edge.run_file.plan_match import plan_key_past_lock
from delibctl.edge.run_file.private_files import make_private_folder
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import RUN_FILE, is_run_file
from delibctl.errors import DelibctlError
from delibctl.model import Run
from delibctl.text.count import counted


class StateFolder:
    """A state folder: .delibctl beside the configuration or .git, or another one that is named.

    What git tracks is refused: its answers may not be those of a model.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._environment = environment
        self._is_checked = False

    @property
    def accepted(self) -> Path:
        """The folder of the runs that are made of accepted rows."""
        return self.folder / "accepted"

    @property
    def pending(self) -> Path:
        """The folder of what comparisons with accepted rows left to accept."""
        return self.folder / "pending"

    @property
    def answers(self) -> Path:
        """The path of the cached answers. Raises DelibctlError if git tracks the state."""
        self.check_untracked()
        return self.folder / "answers.sqlite"

    def check_untracked(self) -> None:
        """Raise DelibctlError if git tracks anything of the folder."""
        if not self._is_checked:
            stop_at_committed_state(self.folder, self._environment)
        # What does not exist may be made later, by this process.
        self._is_checked = exists(self.folder)

    def new_run(self, started: str, policy: str) -> Path:
        """Reserve the path of a run that starts now. Raises DelibctlError if it cannot be written.

        `started` is UTC in ISO 8601, `policy` the id of the policy.
        """
        folder = self.folder / "runs"
        stamp = started.replace(":", "").replace("-", "")
        with sqlite_errors(folder, RUN_FILE):
            make_private_folder(folder, state=self.folder)
            for number in count(1):
                suffix = f"-{number}" if number > 1 else ""
                path = folder / f"{stamp}-{policy[:80]}{suffix}.sqlite"
                try:
                    # The empty file reserves the name against a probe that starts in this second.
                    path.touch(mode=0o600, exist_ok=False)
                except FileExistsError:
                    continue
                return path
        raise AssertionError

    def runs(self) -> list[Path]:
        """Return the paths of all runs; the one that was written last comes last.

        Raises DelibctlError if git tracks the state.
        """
        self.check_untracked()
        paths = (self.folder / "runs").glob("*.sqlite")
        return sorted((path for path in paths if is_run_file(path)), key=_age)

    def check_newest(self) -> None:
        """Raise DelibctlError if a file among the runs is newer than each of them, and is no run.

        It may be the newest run, damaged. An empty file is what a probe leaves that never began.
        """
        runs = self.runs()
        others = [path for path in (self.folder / "runs").glob("*.sqlite") if path not in runs]
        newest = max((path for path in others if path.stat().st_size), key=_age, default=None)
        if newest and (not runs or _age(newest) > _age(runs[-1])):
            raise DelibctlError(
                f"{newest} may be the newest run, but it is not a run file",
                next="restore it from a copy, or remove it",
            )

    def runs_of_policy(self, id: str) -> Iterator[Run]:
        """Yield the runs of a policy, the one that was written last first.

        A run that another process is writing is left out. Raises DelibctlError at a damaged one:
        it may be the newest of the policy.
        """
        for path in reversed(self.runs()):
            try:
                with closing(RunFile.open(path)) as file:
                    if file.policy_id() == id:
                        yield file.load()
            except FileInUse:
                continue

    def unfinished_run(self, plan_key: str, *, refresh: bool = False) -> Path | None:
        """Return the newest unfinished run of that plan, or None.

        With `refresh` only one that was started with it: any other holds cached answers already.
        Raises FileInUse if another process is writing it.
        """
        for path in reversed(self.runs()):
            try:
                run = RunFile.open(path)
            except FileInUse:
                if plan_key_past_lock(path) == plan_key:
                    raise
                continue
            except DelibctlError:
                continue
            try:
                info = run.info()
                unfinished = not info.finished and info.refresh == refresh
                if unfinished and run.continues(plan_key):
                    return path
            except DelibctlError:
                continue
            finally:
                run.close()
        return None

    def find(self, name: str | None) -> Path:
        """Return the run of a name, @last or @-1; @-2 is the one before. None is @last.

        Raises DelibctlError if it is not found, or the newest one cannot be told.
        """
        runs = self.runs()
        if name in (None, "@last", "@-1"):
            self.check_newest()
            if runs:
                return runs[-1]
        if name is not None and name.startswith("@-") and name[2:].isdecimal():
            number = int(name[2:])
            if 0 < number <= len(runs):
                return runs[-number]
        for path in runs:
            if name in (path.stem, path.name):
                return path
        raise self._not_found(name, runs)

    def _not_found(self, name: str | None, runs: list[Path]) -> DelibctlError:
        if not runs:
            run = "" if name is None else f"run {name!r} not found: "
            return DelibctlError(
                f"{run}{self.folder} contains no runs", next="probe a policy to make a run"
            )
        return DelibctlError(
            f"run {name!r} not found: it is neither a file nor a run in {self.folder}, which "
            f"contains {counted(len(runs), 'run')}",
            next=f"the newest run is {runs[-1].stem}; @last and @-2 work too",
        )


def _age(path: Path) -> tuple[int, str]:
    """Return a key by the time of the last write: continuing a run makes it the newest."""
    return path.stat().st_mtime_ns, path.stem
