"""The run file: one SQLite file that holds a whole run. docs/run-file.md documents it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import msgspec

from delibctl.edge.run_file.database import connect, damaged, wrapped
from delibctl.edge.run_file.plan_key import differing_fields, may_be_outdated, plan_key
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.edge.run_file.trials import Trials
from delibctl.edge.run_file.values import Values
from delibctl.errors import DelibctlError
from delibctl.model import Case, Judge, Plan, Policy, Run, RunInfo, Trial, TrialKey, Verdict

#: Trials to a transaction where losing them would cost nothing.
_TOGETHER = 200


def load_run(path: Path) -> Run:
    """The whole run of a file."""
    with closing(RunFile.open(path)) as file:
        return file.load()


def plan_key_of(path: Path) -> str | None:
    """The plan of a run that another delibctl is writing, past its lock."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as file:
            row = file.execute("SELECT value FROM run WHERE key = 'plan_key'").fetchone()
    except sqlite3.Error:
        return None
    return msgspec.json.decode(row[0], type=str) if row else None


class RunFile:
    """A run on disk. Each trial is committed as it ends."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._values = Values(path, connection)
        self._trials = Trials(connection)
        #: Trials that wait for the next commit.
        self._waiting = 0
        #: Whether this process made the file.
        self.fresh = False

    @classmethod
    def create(cls, path: Path, run: Run, key: str | None = None) -> "RunFile":
        """A new run file, or the one at that path if it holds the same plan.

        `key`: that of the plan, where it is known already; it takes a while to compute.
        Raises DelibctlError where the file holds another plan or cannot be written.
        """
        file = cls(path, connect(path, RUN_FILE, create=True))
        try:
            file._claim(run, key or plan_key(run.policy, run.cases, run.plan))
        except BaseException:
            file.close()
            raise
        return file

    def _claim(self, run: Run, key: str) -> None:
        """Keep every other process out, and make sure that the file is of this plan."""
        with wrapped(self.path, RUN_FILE):
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("BEGIN IMMEDIATE")
            self.fresh = self._values.find("plan_key", str) is None
            if self.fresh:
                self._values.put(plan_key=key, policy=run.policy, cases=run.cases, plan=run.plan)
                self._values.put(info=run.info, unselected=run.unselected, filters=run.filters)
            elif self.continues(key):
                self._values.put(plan_key=key)
            self._connection.execute("COMMIT")
            # So that others can read the plan past the lock.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if self.plan_key() != key:
            raise DelibctlError(
                f"{self.path} holds a run of another plan: other {self._difference(run)}",
                next="name another file with --run, or leave --run out",
            )

    def _difference(self, run: Run) -> str:
        """Which parts of a plan are not those of the stored one."""
        parts = differing_fields(self._values.get("plan", Plan), run.plan)
        if self._values.get("cases", tuple[Case, ...]) != run.cases:
            parts.append("cases")
        # Where the rest is equal, only the policy is left.
        return ", ".join(parts or ["policy"])

    @classmethod
    def open(cls, path: Path) -> "RunFile":
        """An existing run file."""
        return cls(path, connect(path, RUN_FILE, create=False))

    def info(self) -> RunInfo:
        """Where the run comes from, and whether it has ended."""
        return self._values.get("info", RunInfo)

    def plan_key(self) -> str:
        """What the run is a run of."""
        return self._values.get("plan_key", str)

    def continues(self, plan_key: str) -> bool:
        """Return True if the run is of the plan with that key."""
        if self.plan_key() == plan_key:
            return True
        return may_be_outdated(self._values.get("plan", Plan)) and self._current_key() == plan_key

    def _current_key(self) -> str:
        """Compute the key of the stored plan as it is computed today."""
        return plan_key(
            self._values.get("policy", Policy),
            self._values.get("cases", tuple[Case, ...]),
            self._values.get("plan", Plan),
        )

    def policy_id(self) -> str:
        """Which policy was probed, without reading all of it."""
        query = "SELECT json_extract(value, '$.id') FROM run WHERE key = 'policy'"
        with wrapped(self.path, RUN_FILE):
            row = self._connection.execute(query).fetchone()
        return row[0] if row else ""

    def keep(self, trial: Trial) -> None:
        """Commit a trial. What kept answers give again at once is committed with the next ones."""
        again = bool(trial.exchanges) and all(e.reply.kept for e in trial.exchanges)
        with wrapped(self.path, RUN_FILE):
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
            self._trials.put(trial)
            self._waiting = self._waiting + 1 if again else 0
            if self._waiting % _TOGETHER == 0:
                self._connection.execute("COMMIT")

    def _commit(self) -> None:
        """What still waits for the next trial."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def judge(self, judges: Sequence[Judge], *, refresh: bool = False) -> None:
        """Add judges, in the place of those of the same name; none means `patterns` alone.

        What a judge said when it was asked in another way goes, and all of it with `refresh`: two
        ways of asking are two judges. Makes room for verdicts where there is none yet.
        """
        with wrapped(self.path, RUN_FILE):
            self._commit()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in RUN_FILE.tables.split(";"):
                    self._connection.execute(statement)
                there = self._values.find("judges", tuple[Judge, ...]) or ()
                for judge in judges:
                    if refresh or not any(judge.asks_like(other) for other in there):
                        delete = "DELETE FROM verdict WHERE judge = ?"
                        self._connection.execute(delete, (judge.name,))
                names = {judge.name for judge in judges}
                others = [judge for judge in there if judge.name not in names]
                self._values.put(judges=(*others, *judges) if judges else ())
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def keep_verdict(self, key: TrialKey, verdict: Verdict) -> None:
        """Commit a verdict; it takes the place of an earlier one of the same look."""
        with wrapped(self.path, RUN_FILE):
            self._trials.put_verdict(key, verdict)

    def earlier_cases(self) -> dict[str, tuple[Case, ...]]:
        """The cases with the labels that they had, by the time at which those were corrected."""
        return self._values.find("earlier_cases", dict[str, tuple[Case, ...]]) or {}

    def relabel(self, cases: tuple[Case, ...], when: str) -> None:
        """Score by other labels from now on; the earlier ones are kept beside them."""
        earlier = self.earlier_cases()
        # Two corrections within one second are two.
        free = next(f"{when}{'+' * n}" for n in count() if f"{when}{'+' * n}" not in earlier)
        earlier[free] = self._values.get("cases", tuple[Case, ...])
        policy, plan = self._values.get("policy", Policy), self._values.get("plan", Plan)
        with wrapped(self.path, RUN_FILE):
            self._connection.execute("BEGIN IMMEDIATE")
        self._values.put(earlier_cases=earlier, cases=cases, plan_key=plan_key(policy, cases, plan))
        with wrapped(self.path, RUN_FILE):
            self._connection.execute("COMMIT")

    def finish(self) -> None:
        """Mark the run as ended."""
        with wrapped(self.path, RUN_FILE):
            self._commit()
        self._values.put(info=replace(self.info(), finished=True))

    def done(self) -> set[TrialKey]:
        """The trials that have ended."""
        with wrapped(self.path, RUN_FILE):
            return self._trials.keys()

    def answered(self) -> set[str]:
        """The models that have replied to anything."""
        with wrapped(self.path, RUN_FILE):
            rows = self._connection.execute("SELECT model FROM trial WHERE exchanges != '[]'")
            return {model for (model,) in rows}

    def load(self) -> Run:
        """The whole run."""
        return Run(
            info=self._values.get("info", RunInfo),
            policy=self._values.get("policy", Policy),
            cases=self._values.get("cases", tuple[Case, ...]),
            plan=self._values.get("plan", Plan),
            trials=tuple(self.trials()),
            unselected=self._values.find("unselected", tuple[str, ...]) or (),
            filters=self._values.find("filters", str) or "",
            judges=self._values.find("judges", tuple[Judge, ...]) or (),
        )

    def close(self) -> None:
        """Leave one file behind: what is in the write-ahead log goes into it."""
        try:
            with wrapped(self.path, RUN_FILE):
                self._commit()
                self._connection.execute("PRAGMA journal_mode=DELETE")
        except DelibctlError:
            pass  # a reader or a full disk; the log beside the file is read as part of it
        finally:
            self._connection.close()

    def trials(self, *, texts: bool = True) -> Iterator[Trial]:
        """Every trial that has ended, in the order of their keys; messages only with `texts`."""
        with wrapped(self.path, RUN_FILE):
            try:
                yield from self._trials.all(texts=texts)
            except (KeyError, TypeError, ValueError, msgspec.MsgspecError) as error:
                raise damaged(self.path, RUN_FILE, f"trials: {error!r}") from error
