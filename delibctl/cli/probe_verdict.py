"""How a probe ends: its figures, what fell short, and the exit code."""

from collections.abc import Iterator

from delibctl.api.asking.probe import EndedProbe
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.cli.output import page, short, talk, write
from delibctl.errors import ExitCode, NoVerdict
from delibctl.model import Broken
from delibctl.score import ScoredRun
from delibctl.text.count import counted


def conclude(probing: ProbeJob, ended: EndedProbe, diff: str, changes: str = "") -> ExitCode:
    """Show the figures, then `changes`; the exit code, or NoVerdict.

    `diff` is the command that shows more.
    """
    _show(ended.diff)
    write(changes)
    talk(f"run: {short(ended.path)}")
    return _verdict(probing, ended, diff)


def _show(diff: ScoredRun) -> None:
    """The figures, and why some trials have none."""
    from delibctl.report.run.probe_summary import render

    write(render(diff, page("text")))
    for line in _reasons(diff):
        talk(line)


def _verdict(probing: ProbeJob, ended: EndedProbe, command: str) -> ExitCode:
    limit = probing.max_broken
    broken = (model.summary.untrustworthy.value or 0 for model in ended.diff.models)
    if ended.halted is not None:
        talk(str(ended.halted))
    if any(share > limit for share in broken):
        talk(
            f"not to be trusted: more than {limit:.1%} of the trials are broken or "
            "unreadable (--max-broken); the diff says why"
        )
        talk(f"next: {command}")
        return ExitCode.UNTRUSTWORTHY
    why, then = _no_verdict(ended)
    if why and not probing.allow_no_verdict:
        raise NoVerdict(why, next=then or f"{command} shows why")
    talk(why or f"next: {command}")
    return ExitCode.CLEAN


def _no_verdict(ended: EndedProbe) -> tuple[str, str]:
    """Why there is no verdict on the whole plan, and what to do; empty where there is one."""
    if ended.halted is not None:
        then = "the same command goes on; raise or leave out the limit to get further"
        left = (
            f"{counted(ended.missing, 'trial')} not asked" if ended.missing else "judging is left"
        )
        return f"{ended.halted}; {left}", then
    if ended.missing:
        trials = counted(ended.missing, "trial")
        why = f"{trials} unmeasured: no answer is kept, and --replay asks none"
        return why, "leave --replay out, and they are asked"
    return ("" if any(row.scored for row in ended.diff.rows) else "no trial has a score"), ""


def _reasons(diff: ScoredRun) -> Iterator[str]:
    """One message for each kind of broken trial, and why nothing counts if nothing does."""
    kinds: dict[str, str] = {}
    for row in diff.rows:
        if isinstance(row.trial.result, Broken):
            # A provider's complaint may repeat the question.
            message = "(not shown)" if row.case.sensitive else row.trial.result.message
            kinds.setdefault(row.trial.result.kind, message)
    yield from (f"broken ({kind}), the first: {message}" for kind, message in kinds.items())
    aside = {row.set_aside for row in diff.rows if row.scored}
    if aside == {"draft"}:
        yield "every case is a draft, and drafts are in no figure: remove `status: draft` once read"
