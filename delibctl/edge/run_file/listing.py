"""A list of the runs of a state folder, which reads few parts of each file and changes none."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from delibctl.edge.run_file.database import FileInUse, damaged_file, open_past_lock, open_read_only
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import RUN_FILE, has_verdicts
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import Plan, Run, RunEntry, RunHead, RunInfo, Spent, Tally

T = TypeVar("T")

#: Suffixes of files beside a run that is being written, or whose process was killed.
SIDE_FILES = ("-wal", "-shm", "-journal")


def run_files(state: StateFolder) -> list[tuple[str, Path]]:
    """Return every file among the runs, newest first, each with @last, @-2, ... if it is a run."""
    runs = state.runs()
    numbers = {path: len(runs) - index for index, path in enumerate(runs)}
    strangers = set((state.folder / "runs").glob("*.sqlite")) - set(runs)
    ordered = sorted(
        (*runs, *strangers), key=lambda path: (_written(path), path.stem), reverse=True
    )
    return [(_at(numbers.get(path)), path) for path in ordered]


def _at(number: int | None) -> str:
    return "" if number is None else "@last" if number == 1 else f"@-{number}"


def run_entry(at: str, path: Path) -> RunEntry:
    """Describe a file: the head of its run, or the problem with it."""
    entry = RunEntry(path=path, at=at, written=_written(path), size=size_of(path))
    if not at:
        return replace(entry, problem="is empty or not a run file")
    try:
        with open_read_only(path, RUN_FILE) as connection:
            return replace(entry, head=_head(path, connection))
    except FileInUse:
        entry = replace(entry, busy=True, problem="is being written")
    except DelibctlError as error:
        return replace(entry, problem=problem_of(error, path))
    try:
        with open_past_lock(path, RUN_FILE) as connection:
            return replace(entry, head=_head(path, connection))
    except DelibctlError:
        return entry


def problem_of(error: DelibctlError, path: Path) -> str:
    """Return the problem as the end of a sentence that begins with the file."""
    return error.what.removeprefix(f"the {RUN_FILE.what} ").removeprefix(f"{path} ")


@dataclass(frozen=True, kw_only=True)
class _Title:
    """The parts of a policy that a list shows; its clauses are skipped."""

    id: str
    version: str
    title: str


def _head(path: Path, connection: sqlite3.Connection) -> RunHead:
    values = dict(connection.execute("SELECT key, value FROM run"))
    policy = _get(path, values, "policy", _Title)
    return RunHead(
        info=_get(path, values, "info", RunInfo),
        plan=_get(path, values, "plan", Plan),
        policy=policy.id,
        version=policy.version,
        title=policy.title,
        cases=len(_get(path, values, "cases", list[msgspec.Raw])),
        filters=_get(path, {"filters": '""'} | values, "filters", str),
    )


def _get(path: Path, values: dict[str, str], key: str, type_: type[T]) -> T:
    try:
        return msgspec.json.decode(values[key], type=type_)
    except (KeyError, TypeError, msgspec.MsgspecError) as error:
        raise damaged_file(path, RUN_FILE, f"{key}: {error}") from error


def tally(entry: RunEntry) -> Tally:
    """Count a run's trials and add up their costs, without loading them."""
    models = entry.head.plan.models if entry.head else ()
    free = [model.alias for model in models if model.is_baseline]
    replies = _REPLIES.format(free=", ".join("?" * len(free)))
    with open_read_only(entry.path, RUN_FILE) as connection:
        states = connection.execute("SELECT state, count(*) FROM trial GROUP BY state")
        try:
            return Tally(
                states=dict(states.fetchall()),
                spent=_spent(connection, replies, free),
                judging=_spent(connection, _VERDICTS) if has_verdicts(connection) else Spent(),
            )
        except OverflowError as error:
            raise damaged_file(entry.path, RUN_FILE, f"usage: {error}") from error


#: The replies as JSON, of all models except those that cost nothing.
_REPLIES = """
SELECT json_extract(exchange.value, '$.reply') AS reply
FROM trial, json_each(trial.exchanges) AS exchange
WHERE trial.model NOT IN ({free})
"""
_VERDICTS = "SELECT verdict AS reply FROM verdict"


def _spent(connection: sqlite3.Connection, replies: str, values: Iterable[str] = ()) -> Spent:
    requested, cached, input_tokens, output_tokens, price, unpriced = connection.execute(
        f"""
        SELECT count(*) FILTER (WHERE NOT kept), count(*) FILTER (WHERE kept),
               total(input) FILTER (WHERE NOT kept), total(output) FILTER (WHERE NOT kept),
               total(price) FILTER (WHERE NOT kept),
               count(*) FILTER (WHERE NOT kept AND price IS NULL)
        FROM (SELECT coalesce(json_extract(reply, '$.kept'), 0) AS kept,
                     json_extract(reply, '$.usage.input') AS input,
                     json_extract(reply, '$.usage.output') AS output,
                     json_extract(reply, '$.usage.price') AS price
              FROM ({replies}))
        """,
        tuple(values),
    ).fetchone()
    return Spent(
        asked=requested,
        cached=cached,
        input=int(input_tokens),
        output=int(output_tokens),
        price=price,
        unpriced=unpriced,
    )


def load_read_only(path: Path) -> Run:
    """Load the whole run of a file, which stays unchanged."""
    with open_read_only(path, RUN_FILE) as connection:
        return RunFile(path, connection).load()


def size_of(path: Path) -> int:
    """Return the bytes of a database with its side files."""
    return sum(
        file.stat().st_size
        for file in (path, *(path.with_name(path.name + suffix) for suffix in SIDE_FILES))
        if file.exists()
    )


def _written(path: Path) -> float:
    return path.stat().st_mtime_ns / 1e9
