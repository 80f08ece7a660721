"""The run file: one SQLite file that holds a whole run. docs/run-file.md documents it."""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields, replace
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from delibctl.edge.database import HEADER, Kind, connect, damaged, wrapped
from delibctl.edge.plan_key import plan_key
from delibctl.errors import DelibctlError
from delibctl.model import (
    Broken,
    Case,
    Deliberated,
    Exchange,
    Judge,
    Message,
    Mode,
    NotAskable,
    Plan,
    Policy,
    Reply,
    Run,
    RunInfo,
    Trial,
    TrialKey,
    Verdict,
)

T = TypeVar("T")

RUN_FILE = Kind(
    what="run file",
    application_id=0x64_6C_69_62,  # "dlib"
    version=1,
    option="--run",
    tables="""
CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS text (hash TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS trial (
  "case" TEXT NOT NULL,
  model TEXT NOT NULL,
  mode TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  state TEXT NOT NULL,
  leaked INTEGER NOT NULL,
  result TEXT NOT NULL,
  exchanges TEXT NOT NULL,
  PRIMARY KEY ("case", model, mode, repeat)
);
CREATE TABLE IF NOT EXISTS verdict (
  "case" TEXT NOT NULL,
  model TEXT NOT NULL,
  mode TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  judge TEXT NOT NULL,
  run INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY ("case", model, mode, repeat, judge, run)
);
""",
)

_HAS_VERDICTS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'verdict'"
#: Trials to a transaction where losing them would cost nothing.
_TOGETHER = 200

_RESULTS: dict[str, type[Deliberated] | type[Broken] | type[NotAskable]] = {
    "scored": Deliberated,
    "broken": Broken,
    "not askable": NotAskable,
}
_STATES = {type_: state for state, type_ in _RESULTS.items()}


def is_run_file(path: Path) -> bool:
    """Whether a file looks like a run by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) == HEADER
    except OSError:
        return False


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
        self._texts: dict[str, str] = {}
        #: Trials that wait for the next commit.
        self._waiting = 0
        #: Whether this process made the file.
        self.fresh = False

    @classmethod
    def create(cls, path: Path, run: Run) -> "RunFile":
        """A new run file, or the one at that path if it holds the same plan.

        Raises DelibctlError where the file holds another plan or cannot be written.
        """
        file = cls(path, connect(path, RUN_FILE, create=True))
        try:
            file._claim(run)
        except BaseException:
            file.close()
            raise
        return file

    def _claim(self, run: Run) -> None:
        """Keep every other process out, and make sure that the file is of this plan."""
        with wrapped(self.path, RUN_FILE):
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("BEGIN IMMEDIATE")
            stored = self._values("plan_key")
            self.fresh = not stored
            if self.fresh:
                key = plan_key(run.policy, run.cases, run.plan)
                self._put(plan_key=key, policy=run.policy, cases=run.cases, plan=run.plan)
                self._put(info=run.info, unselected=run.unselected, filters=run.filters)
            self._connection.execute("COMMIT")
            # So that others can read the plan past the lock.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if self.plan_key() != plan_key(run.policy, run.cases, run.plan):
            raise DelibctlError(
                f"{self.path} holds a run of another plan: other {self._difference(run)}",
                next="name another file with --run, or leave --run out",
            )

    def _difference(self, run: Run) -> str:
        """Which parts of a plan are not those of the stored one."""
        values = self._values()
        plan = self._get(values, "plan", Plan)
        parts = [
            field.name
            for field in fields(Plan)
            if getattr(plan, field.name) != getattr(run.plan, field.name)
        ]
        if self._get(values, "cases", tuple[Case, ...]) != run.cases:
            parts.append("cases")
        # Where the rest is equal, only the policy is left.
        return ", ".join(parts or ["policy"])

    @classmethod
    def open(cls, path: Path) -> "RunFile":
        """An existing run file."""
        return cls(path, connect(path, RUN_FILE, create=False))

    def info(self) -> RunInfo:
        """Where the run comes from, and whether it has ended."""
        return self._get(self._values("info"), "info", RunInfo)

    def plan_key(self) -> str:
        """What the run is a run of."""
        return self._get(self._values("plan_key"), "plan_key", str)

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
            exchanges = [self._packed(exchange) for exchange in trial.exchanges]
            self._connection.execute(
                "INSERT OR REPLACE INTO trial VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    trial.key.case,
                    trial.key.model,
                    trial.key.mode,
                    trial.key.repeat,
                    _STATES[type(trial.result)],
                    trial.leaked,
                    msgspec.json.encode(trial.result).decode(),
                    msgspec.json.encode(exchanges).decode(),
                ),
            )
            self._waiting = self._waiting + 1 if again else 0
            if self._waiting % _TOGETHER == 0:
                self._connection.execute("COMMIT")

    def _commit(self) -> None:
        """What still waits for the next trial."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def judge(self, judges: Sequence[Judge], *, anew: bool = False) -> None:
        """Add judges, in the place of those of the same name; none means `patterns` alone.

        What a judge said when it was asked in another way goes, and all of it with `anew`: two
        ways of asking are two judges. Makes room for verdicts where there is none yet.
        """
        with wrapped(self.path, RUN_FILE):
            self._commit()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for statement in RUN_FILE.tables.split(";"):
                    self._connection.execute(statement)
                there = self._found(self._values("judges"), "judges", tuple[Judge, ...]) or ()
                for judge in judges:
                    if anew or not any(judge.asks_like(other) for other in there):
                        delete = "DELETE FROM verdict WHERE judge = ?"
                        self._connection.execute(delete, (judge.name,))
                names = {judge.name for judge in judges}
                others = [judge for judge in there if judge.name not in names]
                self._put(judges=(*others, *judges) if judges else ())
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def keep_verdict(self, key: TrialKey, verdict: Verdict) -> None:
        """Commit a verdict; it takes the place of an earlier one of the same look."""
        with wrapped(self.path, RUN_FILE):
            self._connection.execute(
                "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(key.case, key.model, key.mode, key.repeat, verdict.judge, verdict.run),
                    msgspec.json.encode(verdict).decode(),
                ),
            )

    def earlier_cases(self) -> dict[str, tuple[Case, ...]]:
        """The cases with the labels that they had, by the time at which those were corrected."""
        values = self._values("earlier_cases")
        return self._found(values, "earlier_cases", dict[str, tuple[Case, ...]]) or {}

    def relabel(self, cases: tuple[Case, ...], when: str) -> None:
        """Score by other labels from now on; the earlier ones are kept beside them."""
        values, earlier = self._values(), self.earlier_cases()
        # Two corrections within one second are two.
        free = next(f"{when}{'+' * n}" for n in count() if f"{when}{'+' * n}" not in earlier)
        earlier[free] = self._get(values, "cases", tuple[Case, ...])
        policy, plan = self._get(values, "policy", Policy), self._get(values, "plan", Plan)
        with wrapped(self.path, RUN_FILE):
            self._connection.execute("BEGIN IMMEDIATE")
        self._put(earlier_cases=earlier, cases=cases, plan_key=plan_key(policy, cases, plan))
        with wrapped(self.path, RUN_FILE):
            self._connection.execute("COMMIT")

    def finish(self) -> None:
        """Mark the run as ended."""
        with wrapped(self.path, RUN_FILE):
            self._commit()
        self._put(info=replace(self.info(), finished=True))

    def done(self) -> set[TrialKey]:
        """The trials that have ended."""
        with wrapped(self.path, RUN_FILE):
            rows = self._connection.execute('SELECT "case", model, mode, repeat FROM trial')
            return {TrialKey(case=c, model=m, mode=Mode(o), repeat=r) for c, m, o, r in rows}

    def answered(self) -> set[str]:
        """The models that have replied to anything."""
        with wrapped(self.path, RUN_FILE):
            rows = self._connection.execute("SELECT model FROM trial WHERE exchanges != '[]'")
            return {model for (model,) in rows}

    def load(self) -> Run:
        """The whole run."""
        values = self._values()
        with wrapped(self.path, RUN_FILE):
            return Run(
                info=self._get(values, "info", RunInfo),
                policy=self._get(values, "policy", Policy),
                cases=self._get(values, "cases", tuple[Case, ...]),
                plan=self._get(values, "plan", Plan),
                trials=tuple(self.trials()),
                unselected=self._found(values, "unselected", tuple[str, ...]) or (),
                filters=self._found(values, "filters", str) or "",
                judges=self._found(values, "judges", tuple[Judge, ...]) or (),
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
                yield from self._trials(self._all_texts() if texts else None)
            except (KeyError, TypeError, ValueError, msgspec.MsgspecError) as error:
                raise self._damaged(f"trials: {error!r}") from error

    def _all_texts(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT hash, content FROM text"))

    def _damaged(self, what: str) -> DelibctlError:
        return damaged(self.path, RUN_FILE, what)

    def _trials(self, texts: dict[str, str] | None) -> Iterator[Trial]:
        verdicts = self._verdicts()
        for case, model, mode, repeat, state, leaked, result, exchanges in self._connection.execute(
            'SELECT * FROM trial ORDER BY "case", model, mode, repeat'
        ):
            key = TrialKey(case=case, model=model, mode=Mode(mode), repeat=repeat)
            yield Trial(
                key=key,
                result=msgspec.json.decode(result, type=_RESULTS[state]),
                exchanges=tuple(_unpacked(e, texts) for e in msgspec.json.decode(exchanges)),
                leaked=bool(leaked),
                verdicts=tuple(verdicts.get(key, ())),
            )

    def _verdicts(self) -> dict[TrialKey, list[Verdict]]:
        """Those of each trial; none in a file that was written before models could judge."""
        found: dict[TrialKey, list[Verdict]] = {}
        if not self._connection.execute(_HAS_VERDICTS).fetchone():
            return found
        for case, model, mode, repeat, text in self._connection.execute(
            'SELECT "case", model, mode, repeat, verdict FROM verdict ORDER BY judge, run'
        ):
            key = TrialKey(case=case, model=model, mode=Mode(mode), repeat=repeat)
            found.setdefault(key, []).append(msgspec.json.decode(text, type=Verdict))
        return found

    def _packed(self, exchange: Exchange) -> dict[str, Any]:
        """An exchange whose messages are named by hash: the policy is in all of them."""
        messages = [
            {"role": message.role, "text": self._named(message)} for message in exchange.messages
        ]
        return {"messages": messages, "reply": msgspec.to_builtins(exchange.reply)}

    def _named(self, message: Message) -> str:
        """The hash by which a text is kept. Of shared texts it is remembered: they are long."""
        shared = message.role == "system"
        if shared and message.content in self._texts:
            return self._texts[message.content]
        digest = hashlib.sha256(message.content.encode()).hexdigest()
        insert = "INSERT OR IGNORE INTO text VALUES (?, ?)"
        self._connection.execute(insert, (digest, message.content))
        if shared:
            self._texts[message.content] = digest
        return digest

    def _values(self, *keys: str) -> dict[str, str]:
        """The values of some keys, or of all: the policy and the cases are large."""
        wanted = f" WHERE key IN ({', '.join('?' * len(keys))})" if keys else ""
        with wrapped(self.path, RUN_FILE):
            return dict(self._connection.execute(f"SELECT key, value FROM run{wanted}", keys))

    def _put(self, **values: Any) -> None:
        with wrapped(self.path, RUN_FILE):
            self._connection.executemany(
                "INSERT OR REPLACE INTO run VALUES (?, ?)",
                [(key, msgspec.json.encode(value).decode()) for key, value in values.items()],
            )

    def _found(self, values: dict[str, str], key: str, type_: type[T]) -> T | None:
        """What files of earlier versions may lack."""
        return self._get(values, key, type_) if key in values else None

    def _get(self, values: dict[str, str], key: str, type_: type[T]) -> T:
        try:
            return msgspec.json.decode(values[key], type=type_)
        except (KeyError, msgspec.MsgspecError) as error:
            raise self._damaged(f"{key}: {error}") from error


def _unpacked(data: dict[str, Any], texts: dict[str, str] | None) -> Exchange:
    messages = data["messages"] if texts is not None else ()
    return Exchange(
        messages=tuple(
            Message(role=message["role"], content=(texts or {})[message["text"]])
            for message in messages
        ),
        reply=msgspec.convert(data["reply"], Reply),
    )
