"""`delibctl runs`."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli.options import shared
from delibctl.cli.output import choice, default_format, print_message, render_options, write_report
from delibctl.cli.process_workspace import here
from delibctl.edge.run_file.listing import (
    load_read_only,
    problem_of,
    run_entry,
    run_files,
    tally,
)
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import RunEntry
from delibctl.report import RUNS_FORMATS, runs_report
from delibctl.report.runs.listing import ListedRun, Missed, RunList
from delibctl.score.scored_run import score_run
from delibctl.text.suggest import nearest

EXAMPLE = "Example: delibctl runs --policy community-assistant --limit 5"

#: Seconds of scoring after which --no-misses is mentioned.
_SLOW = 2.0


def command(
    context: typer.Context,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show at most N runs; 0 shows all.")
    ] = 20,
    policy: Annotated[
        str | None, typer.Option(metavar="ID", help="Only runs of this policy.")
    ] = None,
    format: Annotated[str | None, shared.format_option(RUNS_FORMATS)] = None,
    no_misses: Annotated[
        bool, typer.Option("--no-misses", help="Do not score the runs; faster for large runs.")
    ] = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """List the runs, newest first, with misses and cost.

    Other commands take a run by its name, or as @last, @-2 and so on.
    """
    if context.invoked_subcommand:
        _stop_at_options(context)
        return ExitCode.CLEAN
    name = choice("--format", format or default_format(), list(RUNS_FORMATS))
    folder = here(state).state
    entries, left_out = _entries(folder, limit, policy)
    started = time.monotonic()
    runs = tuple(_listed(entry, scored=not no_misses) for entry in entries)
    took = time.monotonic() - started
    if not runs:
        of_policy = f" of policy {policy!r}" if policy else ""
        print_message(f"no runs{of_policy} in {folder.folder}; delibctl probe PATH makes one")
    write_report(runs_report(name, RunList(runs=runs, left_out=left_out), render_options(name)))
    if took > _SLOW and not no_misses:
        print_message(f"scoring took {took:.0f} s; --no-misses skips it")
    return ExitCode.CLEAN


def _stop_at_options(context: typer.Context) -> None:
    """Raise DelibctlError for options before `prune`: it would ignore them."""
    options = [
        f"--{name.replace('_', '-')}"
        for name in context.params
        if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    ]
    if options:
        raise DelibctlError(
            f"{options[0]} must follow `{context.invoked_subcommand}`",
            next=f"delibctl runs {context.invoked_subcommand} {options[0]} ...",
        )


def _entries(state: StateFolder, limit: int, policy: str | None) -> tuple[list[RunEntry], int]:
    """Return the runs to show, and the number of others; without a filter others stay closed."""
    files = run_files(state)
    if policy is None:
        newest = files[: limit or None]
        return [run_entry(at, path) for at, path in newest], len(files) - len(newest)
    all_entries = [run_entry(at, path) for at, path in files]
    policies = {entry.head.policy for entry in all_entries if entry.head}
    if policies and policy not in policies:
        raise DelibctlError(
            f"unknown policy {policy!r}: no run is of it", next=nearest(policy, policies, "policy")
        )
    of_policy = [entry for entry in all_entries if entry.head and entry.head.policy == policy]
    return of_policy[: limit or None], max(0, len(of_policy) - limit) if limit else 0


def _listed(entry: RunEntry, *, scored: bool) -> ListedRun:
    listed = ListedRun(entry=entry, problem=entry.problem)
    if entry.problem:
        return listed
    try:
        listed = replace(listed, tally=tally(entry))
        if scored:
            listed = replace(listed, missed=_missed(entry.path))
    except DelibctlError as error:
        return replace(listed, problem=problem_of(error, entry.path))
    return listed


def _missed(path: Path) -> tuple[Missed, ...]:
    return tuple(
        Missed(model=model.model, mode=model.mode, share=model.summary.figures["misses"])
        for model in score_run(load_read_only(path)).models
    )
