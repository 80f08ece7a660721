"""The trials of a run file: rows of JSON. Messages are stored once each, by their hash."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from delibctl.edge.run_file.cells import (
    DAMAGE,
    checked_row,
    damaged_row,
    decoded,
    integer_of,
    text_of,
    undecodable_row,
)
from delibctl.edge.run_file.checks import check_trial, check_verdict, trial_name
from delibctl.edge.run_file.schema import RUN_FILE, has_verdicts
from delibctl.model import (
    Broken,
    Deliberated,
    Exchange,
    Message,
    Mode,
    NotAskable,
    Reply,
    Trial,
    TrialKey,
    Verdict,
)

_STATES: dict[type[Deliberated | Broken | NotAskable], str] = {
    Deliberated: "scored",
    Broken: "broken",
    NotAskable: "not askable",
}
_RESULTS: dict[str, msgspec.json.Decoder[Deliberated | Broken | NotAskable]] = {
    state: msgspec.json.Decoder(type_) for type_, state in _STATES.items()
}
_MODES: dict[object, Mode] = {mode.encode(): mode for mode in Mode}
_TRIALS = """
SELECT rowid, "case", model, mode, repeat, state, leaked, result, exchanges
FROM trial ORDER BY "case", model, mode, repeat
"""
#: Those of cases before an id, and the others: together they are all.
_BEFORE, _FROM = (
    _TRIALS.replace("ORDER", f'WHERE "case" {comparison} ? ORDER') for comparison in ("<", ">=")
)
_TRIAL = """
SELECT rowid, "case", model, mode, repeat, state, leaked, result, exchanges
FROM trial WHERE ("case", model, mode, repeat) = (?, ?, ?, ?)
"""
_VERDICTS = """
SELECT rowid, "case", model, mode, repeat, judge, run, verdict FROM verdict ORDER BY judge, run
"""


class TrialTable:
    """Reads and writes rows; the caller commits them, and handles errors."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._texts: dict[str, str] = {}
        self._names: dict[object, str] = {}

    def put(self, trial: Trial) -> None:
        """Write a trial without its verdicts, which are written one by one."""
        self._connection.execute(
            "INSERT OR REPLACE INTO trial VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._row_of(trial)
        )

    def forget_texts(self) -> None:
        """Store shared texts anew: those of the last transaction may have been rolled back."""
        self._texts.clear()

    def remove(self, keys: Iterable[TrialKey]) -> None:
        """Remove trials with their verdicts."""
        rows = [_columns(key) for key in keys]
        for table in ("trial", "verdict") if has_verdicts(self._connection) else ("trial",):
            delete = f'DELETE FROM {table} WHERE ("case", model, mode, repeat) = (?, ?, ?, ?)'
            self._connection.executemany(delete, rows)

    def put_verdict(self, key: TrialKey, verdict: Verdict) -> None:
        """Write a verdict, in place of an earlier one of the same vote."""
        text = msgspec.json.encode(verdict).decode()
        self._connection.execute(
            "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*_columns(key), verdict.judge, verdict.run, text),
        )

    def keys(self) -> set[TrialKey]:
        """Return the keys of all trials."""
        rows = self._connection.execute('SELECT rowid, "case", model, mode, repeat FROM trial')
        return {self._key("trial", number, columns) for number, *columns in rows}

    def answered_models(self) -> set[str]:
        """Return the aliases of the models that have replied at least once."""
        query = "SELECT DISTINCT model FROM trial WHERE exchanges != '[]'"
        aliases = set()
        for (alias,) in self._connection.execute(query):
            with checked_row(self._path, RUN_FILE, "trial, column model"):
                aliases.add(text_of(alias))
        return aliases

    def all(self, *, texts: bool) -> Iterator[Trial]:
        """Yield the trials in the order of their keys; messages with `texts`."""
        contents = self._contents() if texts else None
        verdicts = self._verdicts()
        for row in self._connection.execute(_TRIALS):
            yield self._trial("trial", row, contents, verdicts)
        if verdicts:
            key = next(iter(verdicts))
            row = f"verdict ({trial_name(key)})"
            raise damaged_row(self._path, RUN_FILE, row, "it has no trial")

    def before(self, case: str) -> Iterator[Trial]:
        """Yield the trials of cases whose id is less, without messages, replies and verdicts."""
        return self._half(_BEFORE, case)

    def since(self, case: str) -> Iterator[Trial]:
        """Yield all other trials, without messages, texts of replies and verdicts."""
        return self._half(_FROM, case)

    def _half(self, query: str, case: str) -> Iterator[Trial]:
        contents = self._contents()
        for row in self._connection.execute(query, (case,)):
            yield self._trial("trial", row, contents, {}, bare=True)

    def are_judged(self) -> bool:
        """Return True if there are verdicts."""
        if not has_verdicts(self._connection):
            return False
        return self._connection.execute("SELECT 1 FROM verdict LIMIT 1").fetchone() is not None

    def some(self, keys: Iterable[TrialKey]) -> Iterator[Trial]:
        """Yield the trials of some keys, without messages and verdicts."""
        for key in keys:
            for row in self._connection.execute(_TRIAL, _columns(key)):
                yield self._trial("trial", row, None, {})

    def _trial(
        self,
        table: str,
        row: Sequence[object],
        contents: dict[str, str] | None,
        verdicts: dict[TrialKey, list[Verdict]],
        *,
        bare: bool = False,
    ) -> Trial:
        """Return the trial of a row of a table, with its verdicts, which are taken out.

        A `bare` one has neither messages nor texts of replies, but they are known to be there.
        """
        number, case, model, mode, repeat, state, leaked, result, exchanges = row
        key = None
        # Not `checked_row`, as the name of a row is only for errors and takes a while.
        try:
            key = self._key_of(case, model, mode, repeat)
            trial = Trial(
                key=key,
                result=decoded(result, _RESULTS[state_of(state)]),
                exchanges=tuple(
                    [
                        exchange.bare(contents or {}) if bare else exchange.unpacked(contents)
                        for exchange in decoded(exchanges, _EXCHANGES)
                    ]
                ),
                leaked=bool(integer_of(leaked)),
                verdicts=tuple(verdicts.pop(key, ())) if verdicts else (),
            )
            check_trial(trial)
        except DAMAGE as error:
            name = _row_name(table, number, key)
            raise undecodable_row(self._path, RUN_FILE, name, error) from error
        return trial

    def _row_of(self, trial: Trial) -> tuple[object, ...]:
        """Return the columns of a trial; its texts are stored."""
        exchanges = [self._packed(exchange) for exchange in trial.exchanges]
        return (
            *_columns(trial.key),
            _STATES[type(trial.result)],
            trial.leaked,
            msgspec.json.encode(trial.result).decode(),
            msgspec.json.encode(exchanges).decode(),
        )

    def _contents(self) -> dict[str, str]:
        contents: dict[str, str] = {}
        rows = self._connection.execute("SELECT rowid, hash, content FROM text")
        for number, digest, content in rows:
            with self._row("text", number):
                text = text_of(content)
                if _digest(text) != text_of(digest):
                    raise ValueError("it is not the text of its hash")
                contents[text_of(digest)] = text
        return contents

    def _verdicts(self) -> dict[TrialKey, list[Verdict]]:
        """Return the verdicts on each trial, in the order of judges and votes."""
        verdicts: dict[TrialKey, list[Verdict]] = {}
        if not has_verdicts(self._connection):
            return verdicts
        for number, *columns, judge, run, text in self._connection.execute(_VERDICTS):
            key = self._key("verdict", number, columns)
            with self._row("verdict", number, key):
                verdict = decoded(text, _VERDICT)
                if (verdict.judge, verdict.run) != (text_of(judge), integer_of(run)):
                    raise ValueError("it is filed under another judge or vote")
                check_verdict(verdict)
            verdicts.setdefault(key, []).append(verdict)
        return verdicts

    def _row(
        self, table: str, number: object, key: TrialKey | None = None
    ) -> AbstractContextManager[None]:
        """Name a row in the errors of a block."""
        return checked_row(self._path, RUN_FILE, _row_name(table, number, key))

    def _key(self, table: str, number: object, columns: Sequence[object]) -> TrialKey:
        with self._row(table, number):
            case, model, mode, repeat = columns
            return self._key_of(case, model, mode, repeat)

    def _key_of(self, case: object, model: object, mode: object, repeat: object) -> TrialKey:
        return TrialKey(
            case=self._shared(case),
            model=self._shared(model),
            mode=_MODES.get(mode) or Mode(text_of(mode)),
            repeat=integer_of(repeat),
        )

    def _shared(self, cell: object) -> str:
        """Return a cell as text; the same text is one object, as it is in many trials."""
        text = self._names.get(cell)
        if text is None:
            text = self._names[cell] = text_of(cell)
        return text

    def _packed(self, exchange: Exchange) -> dict[str, Any]:
        """Replace the messages of an exchange by hashes: the policy is in all of them."""
        messages = [
            {"role": message.role, "text": self._hash(message)} for message in exchange.messages
        ]
        return {"messages": messages, "reply": exchange.reply}

    def _hash(self, message: Message) -> str:
        """Store a text and return its hash; those of shared texts are cached, as they are long."""
        shared = message.role == "system"
        if shared and message.content in self._texts:
            return self._texts[message.content]
        digest = _digest(message.content)
        insert = "INSERT OR IGNORE INTO text VALUES (?, ?)"
        self._connection.execute(insert, (digest, message.content))
        if shared:
            self._texts[message.content] = digest
        return digest


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _row_name(table: str, number: object, key: TrialKey | None) -> str:
    of_trial = f" ({trial_name(key)})" if key else ""
    return f"{table}, row {number}{of_trial}"


def _columns(key: TrialKey) -> tuple[str, str, str, int]:
    return key.case, key.model, key.mode, key.repeat


def state_of(cell: object) -> str:
    """Return the state of a trial. Raises TypeError or ValueError if the cell holds none."""
    state = text_of(cell)
    if state not in _RESULTS:
        raise ValueError(f"unknown state {state!r}")
    return state


@dataclass(frozen=True, kw_only=True)
class _StoredMessage:
    """A message: `text` is the hash of its text."""

    role: str
    text: str


@dataclass(frozen=True, kw_only=True)
class _StoredExchange:
    """An exchange, whose messages are hashes."""

    messages: tuple[_StoredMessage, ...]
    reply: Reply

    def unpacked(self, contents: dict[str, str] | None) -> Exchange:
        """Return the exchange with its texts; without messages if there are no texts."""
        if contents is None:
            return Exchange(messages=(), reply=self.reply)
        messages = tuple([_message(m.role, contents[m.text]) for m in self.messages])
        return Exchange(messages=messages, reply=self.reply)

    def bare(self, contents: dict[str, str]) -> Exchange:
        """Return the exchange without its texts. Raises KeyError if one is not stored."""
        for message in self.messages:
            contents[message.text]
        # The reply was decoded for this exchange alone; a copy of it takes many times as long.
        object.__setattr__(self.reply, "text", "")
        object.__setattr__(self.reply, "reasoning", "")
        return Exchange(messages=(), reply=self.reply)


@lru_cache(maxsize=1024)
def _message(role: str, content: str) -> Message:
    """Return a message: those of one case are in all of its trials, which stand together."""
    return Message(role=role, content=content)


_EXCHANGES = msgspec.json.Decoder(list[_StoredExchange])
_VERDICT = msgspec.json.Decoder(Verdict)
