"""A list of the runs of a state folder, which reads few parts of each file and changes none."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import msgspec

from delibctl.edge.run_file.checks import check_plan
from delibctl.edge.run_file.database import FileInUse, open_past_lock, open_read_only
from delibctl.edge.run_file.private_files import SIDE_FILES
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.run_file.stored_costs import StoredCosts
from delibctl.edge.run_file.values import PolicyTitle, RunValues
from delibctl.errors import DelibctlError
from delibctl.model import Plan, Run, RunEntry, RunHead, RunInfo, Tally

#: Suffixes of files beside a run that is being written, or whose process was killed.


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


def _head(path: Path, connection: sqlite3.Connection) -> RunHead:
    values = RunValues(path, connection)
    policy = values.get("policy", PolicyTitle)
    plan = values.get("plan", Plan)
    with values.checking("plan"):
        check_plan(plan)
    return RunHead(
        info=values.get("info", RunInfo),
        plan=plan,
        policy=policy.id,
        version=policy.version,
        title=policy.title,
        cases=len(values.get("cases", list[msgspec.Raw])),
        filters=values.find("filters", str) or "",
    )


def tally(entry: RunEntry) -> Tally:
    """Count a run's trials and add up their costs, without loading them."""
    models = entry.head.plan.models if entry.head else ()
    free = {model.alias for model in models if model.is_baseline}
    with open_read_only(entry.path, RUN_FILE) as connection:
        return StoredCosts(entry.path, connection).tally(free)


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
