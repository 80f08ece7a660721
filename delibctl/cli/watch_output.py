"""`delibctl probe --watch` on a terminal: each round as it comes, until Ctrl-C."""

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
from delibctl.cli.boundary import say
from delibctl.cli.lint_output import rendered
from delibctl.cli.output import default_format, page, talk, write
from delibctl.cli.probe_verdict import Ending, conclude
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import ExitCode, Interrupted
from delibctl.score import flips


def watching(workspace: Workspace, options: ProbeOptions, ending: Ending) -> ExitCode:
    """Probe until Ctrl-C: that is how a watch ends, so it is not a failure.

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
            say(stopped)
    talk("watch ended")
    return ExitCode.CLEAN


def _show(event: Event, ending: Ending, workspace: Workspace) -> ExitCode:
    match event:
        case Linted(report=report, stops=stops):
            write(rendered(workspace, default_format(), report))
            if stops:
                talk("not probed: fix the errors and save")
        case RoundEnded():
            return _ended(event, ending)
        case RoundStopped():
            talk("round stopped; its answers are cached")
        case RoundFailed(error=error):
            say(error)
        case Waiting():
            talk("watching for changes; press Ctrl-C to stop")
        case Saved(names=names):
            talk(f"saved: {', '.join(names)}")
    return ExitCode.CLEAN


def _ended(event: RoundEnded, ending: Ending) -> ExitCode:
    changes = ""
    if event.before is not None:
        # Only where there is a round before.
        from delibctl.report.run.flips import render

        flipped = flips(event.before.scored, event.probe.scored)
        changes = render(flipped, event.job.meter.asked, page("text"))
    if not event.changed:
        write(changes)
        return ExitCode.CLEAN
    return conclude(replace(ending, workspace=event.workspace), event.job, event.probe, changes)
