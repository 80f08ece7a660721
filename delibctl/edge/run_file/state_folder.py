"""Where runs and answers are kept, and how a run is named."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from delibctl.edge.files.local import exists
from delibctl.edge.run_file.database import FileInUse, wrapped
from delibctl.edge.run_file.run_file import RunFile, plan_key_of
from delibctl.edge.run_file.schema import RUN_FILE, is_run_file
from delibctl.errors import DelibctlError
from delibctl.model import Run


class StateFolder:
    """The state folder: .delibctl beside the configuration or .git, or where --state says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def answers(self) -> Path:
        """The file of answers."""
        return self.folder / "answers.sqlite"

    def new_run(self, started: str, policy: str) -> Path:
        """The path of a run that starts now."""
        folder = self.folder / "runs"
        stamp = started.replace(":", "").replace("-", "")
        with wrapped(folder, RUN_FILE):
            folder.mkdir(parents=True, exist_ok=True)
            for number in count(1):
                again = f"-{number}" if number > 1 else ""
                path = folder / f"{stamp}-{policy[:80]}{again}.sqlite"
                try:
                    # The empty file holds the name against a probe that starts in this second.
                    path.touch(exist_ok=False)
                except FileExistsError:
                    continue
                return path
        raise AssertionError

    def runs(self) -> list[Path]:
        """Every run; the one that was written last stands last."""
        found = (self.folder / "runs").glob("*.sqlite")
        return sorted((path for path in found if is_run_file(path)), key=_age)

    def of_policy(self, id: str) -> Iterator[Run]:
        """The runs of a policy, the one that was written last first; damaged ones are passed by."""
        for path in reversed(self.runs()):
            try:
                with closing(RunFile.open(path)) as file:
                    if file.policy_id() == id:
                        yield file.load()
            except DelibctlError:
                continue

    def unfinished(self, plan_key: str, *, refresh: bool = False) -> Path | None:
        """The newest run of that plan that has not ended. Raises InUse if it is being written.

        With `refresh` only one that was begun so: in any other kept answers stand already.
        """
        for path in reversed(self.runs()):
            try:
                run = RunFile.open(path)
            except FileInUse:
                if plan_key_of(path) == plan_key:
                    raise
                continue
            except DelibctlError:
                continue
            try:
                info = run.info()
                open_alike = not info.finished and info.refresh == refresh
                if open_alike and run.continues(plan_key):
                    return path
            except DelibctlError:
                continue
            finally:
                run.close()
        return None

    def find(self, name: str | None) -> Path:
        """The run of a path, a name, @last or @-1 (the one before the last is @-2).

        Raises DelibctlError that lists what was tried.
        """
        if name is not None and exists(Path(name)):
            return Path(name)
        runs = self.runs()
        if name in (None, "@last", "@-1") and runs:
            return runs[-1]
        if name is not None and name.startswith("@-") and name[2:].isdigit():
            number = int(name[2:])
            if 0 < number <= len(runs):
                return runs[-number]
        for path in runs:
            if name in (path.stem, path.name):
                return path
        raise self._not_found(name, runs)

    def _not_found(self, name: str | None, runs: list[Path]) -> DelibctlError:
        if name is None or not runs:
            return DelibctlError(
                f"no run in {self.folder}" if name is None else f"no run {name!r}",
                next="delibctl probe PATH makes one",
            )
        return DelibctlError(
            f"no run {name!r}: it is no file, and none of the {len(runs)} runs has that name",
            next=f"the newest is {runs[-1].stem}; @last and @-2 work too",
        )


def _age(path: Path) -> tuple[int, str]:
    """When a run was last written: one that was continued is newer than one begun after it."""
    return path.stat().st_mtime_ns, path.stem
