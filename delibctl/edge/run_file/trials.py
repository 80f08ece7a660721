"""The trials of a run file: rows of JSON. Messages are stored once each, by their hash."""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec

from delibctl.edge.run_file.schema import has_verdicts
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

_RESULTS: dict[str, type[Deliberated] | type[Broken] | type[NotAskable]] = {
    "scored": Deliberated,
    "broken": Broken,
    "not askable": NotAskable,
}
_STATES = {type_: state for state, type_ in _RESULTS.items()}


class TrialTable:
    """Reads and writes rows; the caller commits them, and handles errors."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts: dict[str, str] = {}

    def put(self, trial: Trial) -> None:
        """Write a trial without its verdicts, which are written one by one."""
        exchanges = [self._packed(exchange) for exchange in trial.exchanges]
        self._connection.execute(
            "INSERT OR REPLACE INTO trial VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *_columns(trial.key),
                _STATES[type(trial.result)],
                trial.leaked,
                msgspec.json.encode(trial.result).decode(),
                msgspec.json.encode(exchanges).decode(),
            ),
        )

    def put_verdict(self, key: TrialKey, verdict: Verdict) -> None:
        """Write a verdict, in place of an earlier one of the same vote."""
        text = msgspec.json.encode(verdict).decode()
        self._connection.execute(
            "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*_columns(key), verdict.judge, verdict.run, text),
        )

    def keys(self) -> set[TrialKey]:
        """Return the keys of all trials."""
        rows = self._connection.execute('SELECT "case", model, mode, repeat FROM trial')
        return {_key(*row) for row in rows}

    def all(self, *, texts: bool) -> Iterator[Trial]:
        """Yield the trials in the order of their keys; messages with `texts`."""
        contents = self._contents() if texts else None
        verdicts = self._verdicts()
        for *columns, state, leaked, result, exchanges in self._connection.execute(
            'SELECT * FROM trial ORDER BY "case", model, mode, repeat'
        ):
            key = _key(*columns)
            yield Trial(
                key=key,
                result=msgspec.json.decode(result, type=_RESULTS[state]),
                exchanges=tuple(_unpacked(e, contents) for e in msgspec.json.decode(exchanges)),
                leaked=bool(leaked),
                verdicts=tuple(verdicts.get(key, ())),
            )

    def _contents(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT hash, content FROM text"))

    def _verdicts(self) -> dict[TrialKey, list[Verdict]]:
        """Return the verdicts on each trial, in the order of judges and votes."""
        verdicts: dict[TrialKey, list[Verdict]] = {}
        if not has_verdicts(self._connection):
            return verdicts
        for *columns, text in self._connection.execute(
            'SELECT "case", model, mode, repeat, verdict FROM verdict ORDER BY judge, run'
        ):
            verdict = msgspec.json.decode(text, type=Verdict)
            verdicts.setdefault(_key(*columns), []).append(verdict)
        return verdicts

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
        digest = hashlib.sha256(message.content.encode()).hexdigest()
        insert = "INSERT OR IGNORE INTO text VALUES (?, ?)"
        self._connection.execute(insert, (digest, message.content))
        if shared:
            self._texts[message.content] = digest
        return digest


def _columns(key: TrialKey) -> tuple[str, str, str, int]:
    return key.case, key.model, key.mode, key.repeat


def _key(case: str, model: str, mode: str, repeat: int) -> TrialKey:
    return TrialKey(case=case, model=model, mode=Mode(mode), repeat=repeat)


def _unpacked(data: dict[str, Any], contents: dict[str, str] | None) -> Exchange:
    messages = data["messages"] if contents is not None else ()
    return Exchange(
        messages=tuple(
            Message(role=message["role"], content=(contents or {})[message["text"]])
            for message in messages
        ),
        reply=msgspec.convert(data["reply"], Reply),
    )
