"""`delibctl probe --watch` on a terminal: the output of each round, until Ctrl-C."""

from contextlib import suppress
from dataclasses import replace

from delibctl.api.asking.probe_job import ProbeOptions
from delibctl.api.asking.watch import (
    Event,
    Linted,
    RoundEnded,
    RoundFailed,
    RoundStopped,
    Saved,
    Waiting,
    watch,
)
from delibctl.api.workspace import Workspace
from delibctl.cli.boundary import print_error
from delibctl.cli.lint_output import rendered
from delibctl.cli.output import default_format, print_message, render_options, write_report
from delibctl.cli.probe_verdict import ProbeEnding, report_probe
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import ExitCode, Interrupted
from delibctl.score.flips import flips


def run_watch(workspace: Workspace, options: ProbeOptions, ending: ProbeEnding) -> ExitCode:
    """Probe until Ctrl-C, which is the usual end of a watch and not a failure.

    Returns the exit code of the last round if the budget is spent.
    """
    code = ExitCode.CLEAN
    with suppress(KeyboardInterrupt):
        try:
            for event in watch(workspace, options, TerminalListener()):
                code = _show(event, ending, workspace)
                if isinstance(event, RoundEnded) and event.over:
                    return code
        except Interrupted as stopped:
            print_error(stopped)
    print_message("watch ended")
    return ExitCode.CLEAN


def _show(event: Event, ending: ProbeEnding, workspace: Workspace) -> ExitCode:
    match event:
        case Linted(report=report, stops=stops):
            write_report(rendered(workspace, default_format(), report))
            if stops:
                print_message("not probed: fix the errors and save")
        case RoundEnded():
            return _ended(event, ending)
        case RoundStopped():
            print_message("round stopped; its answers are cached")
        case RoundFailed(error=error):
            print_error(error)
        case Waiting():
            print_message("watching for changes; press Ctrl-C to stop")
        case Saved(names=names):
            print_message(f"saved: {', '.join(names)}")
    return ExitCode.CLEAN


def _ended(event: RoundEnded, ending: ProbeEnding) -> ExitCode:
    changes = ""
    if event.before is not None:
        # Only after a previous round.
        from delibctl.report.run.flips import render

        flipped = flips(event.before.scored, event.probe.scored)
        changes = render(flipped, event.job.meter.asked, render_options("text"))
    if not event.changed:
        write_report(changes)
        return ExitCode.CLEAN
    return report_probe(replace(ending, workspace=event.workspace), event.job, event.probe, changes)
