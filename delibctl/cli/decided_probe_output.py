"""`delibctl probe --decide`: the gates on two runs, what deciding them took, and the exit code."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.deciding.decided_probe import Decided, run_decided_probe
from delibctl.api.listener import Listener
from delibctl.api.runs.find import run_path
from delibctl.cli.options.gates import comparison_limits
from delibctl.cli.output import print_message, render_options, write_report
from delibctl.cli.pending_output import report_pending
from delibctl.cli.probe_verdict import ProbeEnding, show_probe, verdict_of
from delibctl.cli.verdict_output import exit_with
from delibctl.errors import ExitCode
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.gates.comparison.check import comparison_verdict


def run_decided(
    ending: ProbeEnding, job: ProbeJob, listener: Listener, before: str, run: Path | None
) -> ExitCode:
    """Probe, decide, show both, and return the exit code."""
    from delibctl.report.decision.text import render

    settings, max_broken = ending.workspace.settings, ending.max_broken
    ended = run_decided_probe(
        job,
        listener,
        before,
        comparison_limits(settings.gates),
        run,
        max_broken=settings.max_broken if max_broken is None else max_broken,
    )
    decided = ended.decided
    stored = show_probe(ending, job, ended.probe, asked=decided.asked if decided else 0)
    reasons = list(verdict_of(ending, ended.probe).reasons)
    if ended.untrusted:
        reasons.append(Reason.of(ReasonKind.UNTRUSTED, ended.untrusted))
    elif decided is None:
        print_message("the gates on both runs were not looked at: the probe is not complete")
    if decided is not None:
        report = render(
            [gate for gates in decided.gates.values() for gate in gates],
            decided.repeats,
            decided.fixed,
            render_options("text"),
            decided=not decided.why,
            same=decided.same,
        )
        write_report(report)
        reasons += _reasons(decided)
    if ended.comparison is not None:
        report_pending(ending.workspace, ended.comparison, ended.probe.path)
    verdict = Verdict.fold(reasons, allow_no_verdict=ending.allow_no_verdict)
    names = [run_path(ending.workspace, path) for path in (ended.before, ended.probe.path)]
    compare = shlex.join(["delibctl", "diff", *names])
    return exit_with(verdict, next_command=compare if stored else "")


def _reasons(decided: Decided) -> Iterator[Reason]:
    """Yield a reason for each gate that did not pass, and what ended the asking."""
    gates = [gate for of_model in decided.gates.values() for gate in of_model]
    yield from comparison_verdict(gates).reasons
    if not (gates or decided.same):
        text = "no gate was looked at: the runs have no case in common that counts"
        yield Reason.of(ReasonKind.NOTHING_SCORED, text)
    if decided.why:
        yield Reason.of(ReasonKind.LIMIT_REACHED, decided.why, decided.next)
