"""Deleting runs and answers from a state folder, with a plan that is shown first."""

from collections.abc import Iterator
from pathlib import Path

from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.edge.answers.unreferenced import (
    StoredAnswer,
    all_answers,
    remove_answers,
    replies_of_run,
)
from delibctl.edge.run_file.database import FileInUse
from delibctl.edge.run_file.listing import run_entry, run_files
from delibctl.edge.run_file.removal import remove_run
from delibctl.errors import DelibctlError
from delibctl.model import Retention, RunEntry
from delibctl.text.count import counted, sized
from delibctl.text.escape import one_line


class Pruning:
    """The runs to delete, and the answers that no other run uses."""

    def __init__(self, workspace: Workspace, listener: Listener) -> None:
        self._state = workspace.state
        self._now = workspace.clock.now
        self._listener = listener
        self._runs: list[RunEntry] = []
        self._kept: list[tuple[RunEntry, str]] = []
        self._answers: list[StoredAnswer] = []
        #: The runs whose replies were read.
        self._read_runs: set[Path] = set()

    def plan(self, retention: Retention | None, *, answers: bool) -> None:
        """Choose what to delete. Raises DelibctlError if the answers of a run are unknown."""
        entries = [run_entry(at, path) for at, path in run_files(self._state)]
        for entry in retention.candidates(entries, self._now().timestamp()) if retention else ():
            why = retention.protection(entry) if retention else ""
            if why:
                self._kept.append((entry, why))
            else:
                self._runs.append(entry)
        if answers:
            # Listed before the runs are read, so that later answers are not in the list.
            self._answers = all_answers(self._state.answers)
            going = {entry.path for entry in self._runs}
            for entry in entries:
                if entry.at and entry.path not in going:
                    self._spare(entry)

    def _spare(self, entry: RunEntry) -> None:
        """Keep the answers that a run uses."""
        if entry.problem:
            step = "wait for it to end" if entry.busy else "move it away"
            raise DelibctlError(
                f"cannot tell which answers {entry.path.stem} uses: it {entry.problem}",
                next=f"{step}, or do not prune answers",
                usage=f"{step}, or leave out --answers",
            )
        digests = replies_of_run(entry.path)
        self._answers = [answer for answer in self._answers if answer.digest not in digests]
        self._read_runs.add(entry.path)

    @property
    def anything(self) -> bool:
        """True if there is anything to delete."""
        return bool(self._runs or self._answers)

    def lines(self) -> Iterator[str]:
        """Yield each run to delete, and each run that is kept for another reason."""
        for entry in self._runs:
            yield f"{one_line(entry.path.stem)}  {sized(entry.size)}"
        for entry, why in self._kept:
            yield f"{one_line(entry.path.stem)}  kept: {why}"

    def total(self) -> str:
        """Return the number and the size of runs and answers to delete."""
        parts = []
        if self._runs:
            room = sized(sum(entry.size for entry in self._runs))
            parts.append(f"{counted(len(self._runs), 'run')} ({room})")
        if self._answers:
            room = sized(sum(answer.size for answer in self._answers))
            parts.append(f"{counted(len(self._answers), 'answer')} ({room})")
        return " and ".join(parts) or "nothing"

    def remove(self) -> None:
        """Delete the runs and answers, except those that are in use by now."""
        going, self._runs = self._runs, []
        for at, path in run_files(self._state) if self._answers else ():
            if at and path not in self._read_runs | {entry.path for entry in going}:
                self._spare(run_entry(at, path))
        for entry in going:
            try:
                remove_run(entry.path)
                self._runs.append(entry)
            except FileInUse:
                self._listener.note(f"{entry.path.stem} kept: being written")
                self._answers = []  # some may be its own
        if self._answers:
            remove_answers(self._state.answers, self._answers)
