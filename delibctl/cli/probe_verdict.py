"""How a probe ends: its figures, what fell short, and the exit code."""

from collections.abc import Iterator

from delibctl.api.asking.probe import EndedProbe
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.cli.exit_code import exit_with
from delibctl.cli.output import page, short, talk, write
from delibctl.errors import ExitCode
from delibctl.gates import probe_verdict
from delibctl.model import Broken
from delibctl.score import ScoredRun


def conclude(probing: ProbeJob, ended: EndedProbe, diff: str, changes: str = "") -> ExitCode:
    """Show the figures, then `changes`, and return the exit code.

    `diff` is the command that shows more.
    """
    _show(ended.diff)
    write(changes)
    talk(f"run: {short(ended.path)}")
    verdict = probe_verdict(
        ended.diff,
        max_broken=probing.max_broken,
        limit_reached=str(ended.halted or ""),
        missing=ended.missing,
        allow_no_verdict=probing.allow_no_verdict,
    )
    return exit_with(verdict, then=diff)


def _show(diff: ScoredRun) -> None:
    """The figures, and why some trials have none."""
    from delibctl.report.run.probe_summary import render

    write(render(diff, page("text")))
    for line in _reasons(diff):
        talk(line)


def _reasons(diff: ScoredRun) -> Iterator[str]:
    """One message for each kind of broken trial, and why nothing counts if nothing does."""
    kinds: dict[str, str] = {}
    for row in diff.trials:
        if isinstance(row.trial.result, Broken):
            # A provider's complaint may repeat the question.
            message = "(not shown)" if row.case.sensitive else row.trial.result.message
            kinds.setdefault(row.trial.result.kind, message)
    yield from (f"broken ({kind}), the first: {message}" for kind, message in kinds.items())
    aside = {row.set_aside for row in diff.trials if row.scored}
    if aside == {"draft"}:
        yield "every case is a draft, and drafts are in no figure: remove `status: draft` once read"
