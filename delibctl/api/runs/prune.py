"""What goes from a state folder, as a plan that is shown first."""

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
    """Runs, and answers that none of the other runs holds."""

    def __init__(self, workspace: Workspace, listener: Listener) -> None:
        self._state = workspace.state
        self._now = workspace.clock.now
        self._listener = listener
        self._runs: list[RunEntry] = []
        self._staying: list[tuple[RunEntry, str]] = []
        self._answers: list[StoredAnswer] = []
        #: The runs whose replies were looked at.
        self._read: set[Path] = set()

    def plan(self, retention: Retention | None, *, answers: bool) -> None:
        """Look what may go. Raises DelibctlError if nobody can tell which answers a run holds."""
        entries = [run_entry(at, path) for at, path in run_files(self._state)]
        for entry in retention.candidates(entries, self._now().timestamp()) if retention else ():
            why = retention.protection(entry) if retention else ""
            if why:
                self._staying.append((entry, why))
            else:
                self._runs.append(entry)
        if answers:
            # Listed before the runs are read: an answer that comes in meanwhile is not in the list.
            self._answers = all_answers(self._state.answers)
            going = {entry.path for entry in self._runs}
            for entry in entries:
                if entry.at and entry.path not in going:
                    self._spare(entry)

    def _spare(self, entry: RunEntry) -> None:
        """Keep the answers that a run holds."""
        if entry.problem:
            step = "wait for it to end" if entry.busy else "move it away"
            raise DelibctlError(
                f"cannot tell which answers {entry.path.stem} uses: it {entry.problem}",
                next=f"{step}, or do not prune answers",
                usage=f"{step}, or leave out --answers",
            )
        held = replies_of_run(entry.path)
        self._answers = [answer for answer in self._answers if answer.digest not in held]
        self._read.add(entry.path)

    @property
    def anything(self) -> bool:
        """Whether anything goes."""
        return bool(self._runs or self._answers)

    def lines(self) -> Iterator[str]:
        """Each run that goes, and each that stays although it is too many or too old."""
        for entry in self._runs:
            yield f"{one_line(entry.path.stem)}  {sized(entry.size)}"
        for entry, why in self._staying:
            yield f"{one_line(entry.path.stem)}  kept: {why}"

    def total(self) -> str:
        """How much goes."""
        parts = []
        if self._runs:
            room = sized(sum(entry.size for entry in self._runs))
            parts.append(f"{counted(len(self._runs), 'run')} ({room})")
        if self._answers:
            room = sized(sum(answer.size for answer in self._answers))
            parts.append(f"{counted(len(self._answers), 'answer')} ({room})")
        return " and ".join(parts) or "nothing"

    def remove(self) -> None:
        """Remove it; what has come to be used meanwhile stays."""
        going, self._runs = self._runs, []
        for at, path in run_files(self._state) if self._answers else ():
            if at and path not in self._read | {entry.path for entry in going}:
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
