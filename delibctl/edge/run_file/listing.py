"""The runs of a state folder, each read as little as a list needs and left as it is."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from delibctl.edge.run_file.database import FileInUse, damaged, reading, reading_past_a_lock
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import RUN_FILE, has_verdicts
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import Plan, Run, RunEntry, RunHead, RunInfo, Spent, Tally

T = TypeVar("T")

#: What stands beside a run that another process writes, or that was killed.
BESIDE = ("-wal", "-shm", "-journal")


def run_files(state: StateFolder) -> list[tuple[str, Path]]:
    """Every file among the runs, newest first, each with @last, @-2 and so on if it is a run."""
    runs = state.runs()
    numbers = {path: len(runs) - index for index, path in enumerate(runs)}
    others = set((state.folder / "runs").glob("*.sqlite")) - set(runs)
    ordered = sorted((*runs, *others), key=lambda path: (_written(path), path.stem), reverse=True)
    return [(_at(numbers.get(path)), path) for path in ordered]


def _at(number: int | None) -> str:
    return "" if number is None else "@last" if number == 1 else f"@-{number}"


def run_entry(at: str, path: Path) -> RunEntry:
    """What a file is a run of, or why that cannot be told."""
    entry = RunEntry(path=path, at=at, written=_written(path), size=size_of(path))
    if not at:
        return replace(entry, problem="is empty, or no run file")
    try:
        with reading(path, RUN_FILE) as connection:
            return replace(entry, head=_head(path, connection))
    except FileInUse:
        entry = replace(entry, busy=True, problem="is being written")
    except DelibctlError as error:
        return replace(entry, problem=why(error, path))
    try:
        with reading_past_a_lock(path, RUN_FILE) as connection:
            return replace(entry, head=_head(path, connection))
    except DelibctlError:
        return entry


def why(error: DelibctlError, path: Path) -> str:
    """What is wrong, as the end of a sentence that begins with the file."""
    return error.what.removeprefix(f"the {RUN_FILE.what} ").removeprefix(f"{path} ")


@dataclass(frozen=True, kw_only=True)
class _Title:
    """The little of a policy that a list shows; the clauses are skipped and not built."""

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
        raise damaged(path, RUN_FILE, f"{key}: {error}") from error


def tally(entry: RunEntry) -> Tally:
    """Counts of a run's trials and what they cost, by queries alone."""
    models = entry.head.plan.models if entry.head else ()
    free = [model.alias for model in models if model.is_baseline]
    replies = _REPLIES.format(free=", ".join("?" * len(free)))
    with reading(entry.path, RUN_FILE) as connection:
        states = connection.execute("SELECT state, count(*) FROM trial GROUP BY state")
        try:
            return Tally(
                states=dict(states.fetchall()),
                spent=_spent(connection, replies, free),
                judging=_spent(connection, _VERDICTS) if has_verdicts(connection) else Spent(),
            )
        except OverflowError as error:
            raise damaged(entry.path, RUN_FILE, f"usage: {error}") from error


#: What was replied, as JSON, to all but the models that cost nothing.
_REPLIES = """
SELECT json_extract(exchange.value, '$.reply') AS reply
FROM trial, json_each(trial.exchanges) AS exchange
WHERE trial.model NOT IN ({free})
"""
_VERDICTS = "SELECT verdict AS reply FROM verdict"


def _spent(connection: sqlite3.Connection, replies: str, values: Iterable[str] = ()) -> Spent:
    asked, cached, read, written, price, unpriced = connection.execute(
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
        asked=asked,
        cached=cached,
        input=int(read),
        output=int(written),
        price=price,
        unpriced=unpriced,
    )


def load_read_only(path: Path) -> Run:
    """The whole run of a file, which is left as it is."""
    with reading(path, RUN_FILE) as connection:
        return RunFile(path, connection).load()


def size_of(path: Path) -> int:
    """The bytes of a file of ours with what stands beside it."""
    return sum(
        part.stat().st_size
        for part in (path, *(path.with_name(path.name + end) for end in BESIDE))
        if part.exists()
    )


def _written(path: Path) -> float:
    return path.stat().st_mtime_ns / 1e9
