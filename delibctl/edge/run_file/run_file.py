"""The run file: one SQLite file that holds a whole run. docs/run-file.md documents it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from delibctl.edge.run_file.cells import damaged_row
from delibctl.edge.run_file.checks import (
    PlannedTrials,
    check_cases,
    check_judges,
    check_plan,
    check_policy,
    trial_name,
)
from delibctl.edge.run_file.database import check_structure, connect, roll_back, sqlite_errors
from delibctl.edge.run_file.plan_key import plan_key
from delibctl.edge.run_file.plan_match import PlanMatch
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.edge.run_file.trials import TrialTable
from delibctl.edge.run_file.values import PolicyTitle, RunValues
from delibctl.errors import DelibctlError
from delibctl.model import (
    Case,
    Judge,
    Plan,
    Policy,
    Reply,
    Run,
    RunInfo,
    Trial,
    TrialKey,
    Verdict,
)

#: Trials in a transaction at most, where nobody commits earlier: they were cached or free, and
#: losing them costs nothing.
_BATCH = 200


def load_run(path: Path) -> Run:
    """Load the whole run of a file. Raises DelibctlError if the file cannot be read."""
    with closing(RunFile.open(path)) as file:
        return file.load()


class RunFile:
    """A run on disk. Trials are committed together; `commit` says when.

    `is_new`: this process made the file. Every method raises DelibctlError if the file is damaged
    or cannot be written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.is_new = False
        self._connection = connection
        self._values = RunValues(path, connection)
        self._plan = PlanMatch(path, self._values)
        self._trials = TrialTable(path, connection)
        #: Those in the open transaction; without one, those that could not be committed.
        self._uncommitted: list[Trial] = []

    @classmethod
    def create(cls, path: Path, run: Run, key: str | None = None) -> "RunFile":
        """Make a new run file, or open the one at that path if it holds the same plan.

        `key` is the plan key if it is known already, as it takes a while to compute.
        Raises DelibctlError if the file holds another plan or cannot be written.
        """
        file = cls(path, connect(path, RUN_FILE, create=True))
        try:
            file._claim(run, key or plan_key(run.policy, run.cases, run.plan))
        except BaseException:
            file.close()
            raise
        return file

    def _claim(self, run: Run, key: str) -> None:
        """Lock out every other process, and make sure that the file holds this plan."""
        with sqlite_errors(self.path, RUN_FILE):
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("BEGIN IMMEDIATE")
            self.is_new = self._plan.claim(run, key)
            self._connection.execute("COMMIT")
            # Other processes can then read the plan in spite of the lock.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._plan.check(run, key)

    @classmethod
    def open(cls, path: Path) -> "RunFile":
        """Open an existing run file. Raises DelibctlError if it cannot be opened."""
        return cls(path, connect(path, RUN_FILE, create=False))

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator["RunFile"]:
        """Open an existing run file for a block, and leave all to its owner that is not read."""
        file = cls.open(path)
        try:
            yield file
        finally:
            file._connection.close()

    def info(self) -> RunInfo:
        """Return the origin of the run, and if it is finished."""
        return self._values.get("info", RunInfo)

    def plan_key(self) -> str:
        """Return the stored key of the plan."""
        return self._plan.key

    def continues(self, plan_key: str) -> bool:
        """Return True if the run is of the plan with that key."""
        return self._plan.continues(plan_key)

    def policy_id(self) -> str:
        """Return the id of the policy without reading all of it."""
        return self._values.get("policy", PolicyTitle).id

    def store(self, trial: Trial) -> None:
        """Write a trial; `commit` has to follow soon if it was paid for."""
        self._uncommitted.append(trial)
        with self._writing():
            if self._connection.in_transaction:
                self._trials.put(trial)
            else:
                self._put_uncommitted()
        if len(self._uncommitted) >= _BATCH:
            self.commit()

    def commit(self) -> None:
        """Commit the trials written since the last time, and those that failed then."""
        with self._writing():
            if self._uncommitted and not self._connection.in_transaction:
                self._put_uncommitted()
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
        self._uncommitted.clear()

    def _put_uncommitted(self) -> None:
        self._connection.execute("BEGIN")
        for trial in self._uncommitted:
            self._trials.put(trial)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with sqlite_errors(self.path, RUN_FILE):
            try:
                yield
            except BaseException:
                roll_back(self._connection)
                self._trials.forget_texts()
                raise

    def set_judges(self, judges: Sequence[Judge], *, refresh: bool = False) -> None:
        """Add judges, in place of those with the same names; without any, `patterns` is the judge.

        Verdicts of a judge that is now asked in another way are removed, with `refresh` those of
        all these judges. Files of earlier versions get a table for verdicts.
        """
        self.commit()
        with sqlite_errors(self.path, RUN_FILE):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in RUN_FILE.tables.split(";"):
                    self._connection.execute(statement)
                former = self._values.find("judges", tuple[Judge, ...]) or ()
                for judge in judges:
                    if refresh or not any(judge.asks_like(stored) for stored in former):
                        delete = "DELETE FROM verdict WHERE judge = ?"
                        self._connection.execute(delete, (judge.name,))
                names = {judge.name for judge in judges}
                remaining = [judge for judge in former if judge.name not in names]
                self._values.put(judges=(*remaining, *judges) if judges else ())
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def store_verdict(self, key: TrialKey, verdict: Verdict) -> None:
        """Commit a verdict, in place of an earlier one of the same vote."""
        with sqlite_errors(self.path, RUN_FILE):
            self._trials.put_verdict(key, verdict)

    def earlier_cases(self) -> dict[str, tuple[Case, ...]]:
        """Return the cases before each correction of labels, by the time of the correction."""
        return self._values.find("earlier_cases", dict[str, tuple[Case, ...]]) or {}

    def relabel(self, cases: tuple[Case, ...], when: str) -> None:
        """Replace the labels; the earlier ones are stored beside them under the time `when`."""
        earlier = self.earlier_cases()
        # Two corrections in one second get different keys.
        free = next(f"{when}{'+' * n}" for n in count() if f"{when}{'+' * n}" not in earlier)
        earlier[free] = self._values.get("cases", tuple[Case, ...])
        with sqlite_errors(self.path, RUN_FILE):
            self._connection.execute("BEGIN IMMEDIATE")
        self._values.put(earlier_cases=earlier)
        self._plan.relabel(cases)
        with sqlite_errors(self.path, RUN_FILE):
            self._connection.execute("COMMIT")

    def finish(self) -> None:
        """Mark the run as finished."""
        self.commit()
        number = len(self.trial_keys())
        self._values.put(trials=number, info=replace(self.info(), finished=True))

    def trial_keys(self, *, refresh: bool = False) -> set[TrialKey]:
        """Return the keys of the trials that have ended, and need not be asked again.

        With `refresh` these are only the trials of an unfinished run that began with it.
        """
        info = self.info() if refresh else None
        if info and (info.finished or not info.refresh):
            return set()
        with sqlite_errors(self.path, RUN_FILE):
            return self._trials.keys()

    def restart(self, info: RunInfo, keys: Iterable[TrialKey]) -> None:
        """Begin the run anew: forget the answers and verdicts of some trials."""
        self.commit()
        with sqlite_errors(self.path, RUN_FILE):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._trials.remove(keys)
                self._values.put(info=info, trials=0)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def answered_models(self) -> set[str]:
        """Return the aliases of the models that have replied at least once."""
        with sqlite_errors(self.path, RUN_FILE):
            return self._trials.answered_models()

    def trials(self, *, texts: bool = True) -> Iterator[Trial]:
        """Yield the trials that have ended, in the order of their keys; messages with `texts`."""
        with sqlite_errors(self.path, RUN_FILE):
            yield from self._trials.all(texts=texts)

    def replies(self) -> Iterator[Reply]:
        """Yield the replies that are stored; none if the file cannot be read any more."""
        with suppress(DelibctlError):
            for trial in self.trials(texts=False):
                yield from (exchange.reply for exchange in trial.exchanges)

    def load(self) -> Run:
        """Load the whole run, and make sure that it is one: its parts belong to each other."""
        run = self.without_trials()
        return replace(run, trials=tuple(self.planned_trials(run)))

    def without_trials(self) -> Run:
        """Load the run without its trials, and make sure that its parts belong to each other."""
        with sqlite_errors(self.path, RUN_FILE):
            check_structure(self._connection, self.path, RUN_FILE)
        run = Run(
            info=self._values.get("info", RunInfo),
            policy=self._values.get("policy", Policy),
            cases=self._values.get("cases", tuple[Case, ...]),
            plan=self._values.get("plan", Plan),
            unselected=self._values.find("unselected", tuple[str, ...]) or (),
            filters=self._values.find("filters", str) or "",
            mode_reason=self._values.find("mode_reason", str) or "",
            judges=self._values.find("judges", tuple[Judge, ...]) or (),
        )
        self._check(run)
        return run

    def planned_trials(self, run: Run) -> Iterator[Trial]:
        """Yield each trial of the run, and make sure that all are there and in its plan."""
        number = 0
        for trial in self._planned(run, self.trials()):
            number += 1
            yield trial
        self.check_number(number)

    def half(self, run: Run, before: str = "", since: str = "") -> Iterator[Trial]:
        """Yield each trial of a case whose id is less than `before`, else of the other cases.

        They lack messages, texts of replies and verdicts.
        """
        with sqlite_errors(self.path, RUN_FILE):
            trials = self._trials.before(before) if before else self._trials.since(since)
            yield from self._planned(run, trials)

    def are_judged(self) -> bool:
        """Return True if models gave verdicts on trials."""
        with sqlite_errors(self.path, RUN_FILE):
            return self._trials.are_judged()

    def _planned(self, run: Run, trials: Iterable[Trial]) -> Iterator[Trial]:
        planned = PlannedTrials(run)
        for trial in trials:
            if not planned.has(trial):
                row = f"trial ({trial_name(trial.key)})"
                raise damaged_row(self.path, RUN_FILE, row, "it is not in the plan of the run")
            yield trial

    def check_number(self, number: int) -> None:
        """Raise DelibctlError if the run has more trials than that."""
        stored = self._values.find("trials", int)
        if stored is not None and stored > number:
            reason = f"only {number} of {stored} trials are in the file"
            raise damaged_row(self.path, RUN_FILE, "trial", reason)

    def trials_of(self, keys: Iterable[TrialKey]) -> Iterator[Trial]:
        """Yield some of the trials, without messages and verdicts."""
        with sqlite_errors(self.path, RUN_FILE):
            yield from self._trials.some(keys)

    def _check(self, run: Run) -> None:
        """Raise DelibctlError that names the first part of a run which does not fit the others."""
        with self._values.checking("policy"):
            check_policy(run.policy)
        with self._values.checking("cases"):
            check_cases(run.cases, run.policy)
        with self._values.checking("plan"):
            check_plan(run.plan)
        with self._values.checking("judges"):
            check_judges(run.judges)

    def close(self) -> None:
        """Close the file, with its write-ahead log moved into it."""
        try:
            self.commit()
            with sqlite_errors(self.path, RUN_FILE):
                self._connection.execute("PRAGMA journal_mode=DELETE")
        except DelibctlError:
            pass  # a reader or a full disk; the log beside the file is read as part of it
        finally:
            self._connection.close()
