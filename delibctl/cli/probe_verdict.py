"""The end of a probe on the command line: its figures, its shortfalls, and the exit code."""

from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.api.asking.probe import EndedProbe
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.workspace import Workspace
from delibctl.cli.output import print_message, render_options, write_report
from delibctl.cli.screens.meter_words import total
from delibctl.cli.verdict_output import exit_with
from delibctl.edge.files.local import exists
from delibctl.errors import ExitCode
from delibctl.gates import Verdict, probe_verdict
from delibctl.model import Broken
from delibctl.score.scored_run import ScoredRun


@dataclass(frozen=True, kw_only=True)
class ProbeEnding:
    """The options that decide the exit code of a probe, and `diff`, the command that shows more."""

    workspace: Workspace
    max_broken: float | None
    allow_no_verdict: bool
    diff: str


def report_probe(
    ending: ProbeEnding, job: ProbeJob, probe: EndedProbe, changes: str = ""
) -> ExitCode:
    """Show the figures, then `changes`, and return the exit code."""
    stored = show_probe(ending, job, probe, changes)
    return exit_with(verdict_of(ending, probe), next_command=ending.diff if stored else "")


def show_probe(
    ending: ProbeEnding, job: ProbeJob, probe: EndedProbe, changes: str = "", asked: int = 0
) -> bool:
    """Show the figures, then `changes`; return True if the run is stored.

    `asked`: the questions that were asked besides those of the probe.
    """
    # Questions were reported as the asking ended, those of judges too.
    if not job.meter.asked and not job.judges and not asked:
        print_message(total(job.meter))
    _show(probe.scored)
    write_report(changes)
    # Where the budget allowed not one trial, there is no run to show.
    stored = exists(probe.path)
    if stored:
        print_message(f"run: {ending.workspace.short(probe.path)}")
    return stored


def verdict_of(ending: ProbeEnding, probe: EndedProbe) -> Verdict:
    """Return the verdict of a probe, with the reasons that keep it from ending clean."""
    max_broken = ending.max_broken
    return probe_verdict(
        probe.scored,
        max_broken=ending.workspace.settings.max_broken if max_broken is None else max_broken,
        limit_reached=str(probe.limit or ""),
        missing=probe.unmeasured,
        allow_no_verdict=ending.allow_no_verdict,
    )


def _show(scored: ScoredRun) -> None:
    """Print the figures, and the reasons of trials without any."""
    from delibctl.report.run.probe_summary import render

    write_report(render(scored, render_options("text")))
    for line in _reasons(scored):
        print_message(line)


def _reasons(scored: ScoredRun) -> Iterator[str]:
    """Yield a line for each kind of broken trial, and one if nothing counts."""
    messages: dict[str, str] = {}
    for trial in scored.trials:
        result = trial.trial.result
        if isinstance(result, Broken):
            # A provider's complaint may repeat the question.
            message = "(not shown)" if trial.case.sensitive else result.message
            messages.setdefault(result.kind, message)
    yield from (f"broken ({kind}); the first: {message}" for kind, message in messages.items())
    if {trial.set_aside for trial in scored.trials if trial.scored} == {"draft"}:
        yield "all cases are drafts, which count in no figure: remove `status: draft` after review"
