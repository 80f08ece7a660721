"""The costs of the replies and verdicts of a run file, read without their texts."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from delibctl.edge.run_file.cells import checked_row, decoded, text_of
from delibctl.edge.run_file.checks import check_usage
from delibctl.edge.run_file.schema import RUN_FILE, has_fresh_trials, has_verdicts
from delibctl.edge.run_file.trials import state_of
from delibctl.model import Spent, Tally, Usage


@dataclass(frozen=True, kw_only=True)
class _Paid:
    """The part of a reply or of a verdict that costs something."""

    usage: Usage = field(default_factory=Usage)
    kept: bool = False


@dataclass(frozen=True, kw_only=True)
class _Exchange:
    reply: _Paid


_EXCHANGES = msgspec.json.Decoder(list[_Exchange])
_VERDICT = msgspec.json.Decoder(_Paid)


class StoredCosts:
    """Reads rows. Raises DelibctlError that names a damaged one."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def tally(self, free: Collection[str]) -> Tally:
        """Count the trials by state and add up their costs; models in `free` cost nothing."""
        states: Counter[str] = Counter()
        replies: list[_Paid] = []
        query = "SELECT rowid, model, state, exchanges FROM trial"
        for number, model, state, exchanges in self._connection.execute(query):
            with checked_row(self._path, RUN_FILE, f"trial, row {number}"):
                states[state_of(state)] += 1
                of_trial = [exchange.reply for exchange in decoded(exchanges, _EXCHANGES)]
                _check(of_trial)
                if text_of(model) not in free:
                    replies += of_trial
        replies += self._fresh_replies(free)
        return Tally(states=dict(states), spent=_spent(replies), judging=_spent(self._verdicts()))

    def _fresh_replies(self, free: Collection[str]) -> Iterator[_Paid]:
        """Yield the replies to repeats that were asked anew to decide gates."""
        if not has_fresh_trials(self._connection):
            return
        query = "SELECT rowid, model, exchanges FROM fresh_trial"
        for number, model, exchanges in self._connection.execute(query):
            with checked_row(self._path, RUN_FILE, f"fresh_trial, row {number}"):
                of_trial = [exchange.reply for exchange in decoded(exchanges, _EXCHANGES)]
                _check(of_trial)
                if text_of(model) not in free:
                    yield from of_trial

    def _verdicts(self) -> Iterator[_Paid]:
        if not has_verdicts(self._connection):
            return
        for number, text in self._connection.execute("SELECT rowid, verdict FROM verdict"):
            with checked_row(self._path, RUN_FILE, f"verdict, row {number}"):
                verdict = decoded(text, _VERDICT)
                _check([verdict])
            yield verdict


def _check(costs: Iterable[_Paid]) -> None:
    for cost in costs:
        check_usage(cost.usage)


def _spent(costs: Iterable[_Paid]) -> Spent:
    """Add up costs: tokens and prices only of what came over the network."""
    asked = cached = input_tokens = output_tokens = unpriced = 0
    price = 0.0
    for cost in costs:
        if cost.kept:
            cached += 1
            continue
        asked += 1
        input_tokens += cost.usage.input
        output_tokens += cost.usage.output
        unpriced += cost.usage.price is None
        price += cost.usage.price or 0.0
    return Spent(
        asked=asked,
        cached=cached,
        input=input_tokens,
        output=output_tokens,
        price=price,
        unpriced=unpriced,
    )
