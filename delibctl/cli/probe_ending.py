"""How a probe ends: its figures, what fell short, and the exit code."""

from collections.abc import Iterator

from delibctl.cli.output import page, talk, write
from delibctl.diff import RunDiff
from delibctl.errors import ExitCode, NoVerdict
from delibctl.model import Broken
from delibctl.run import Halted
from delibctl.text.count import counted


def show(diff: RunDiff) -> None:
    """The figures, and why some trials have none."""
    from delibctl.report.probe_summary import render

    write(render(diff, page("text")))
    for line in _reasons(diff):
        talk(line)


def verdict(
    diff: RunDiff,
    max_broken: float,
    halted: Halted | None,
    missing: int,
    command: str,
    *,
    allow_no_verdict: bool,
) -> ExitCode:
    """The exit code; `missing` trials of the plan were not asked. `command` shows the run."""
    broken = (model.summary.untrustworthy.value or 0 for model in diff.models)
    if any(share > max_broken for share in broken):
        talk(
            f"not to be trusted: more than {max_broken:.1%} of the trials are broken or "
            "unreadable (--max-broken); the diff says why"
        )
        talk(f"next: {command}")
        return ExitCode.UNTRUSTWORTHY
    why, then = _no_verdict(diff, halted, missing)
    if why and not allow_no_verdict:
        raise NoVerdict(why, next=then or f"{command} shows why")
    talk(why or f"next: {command}")
    return ExitCode.CLEAN


def _no_verdict(diff: RunDiff, halted: Halted | None, missing: int) -> tuple[str, str]:
    """Why there is no verdict on the whole plan, and what to do; empty where there is one."""
    if halted is not None:
        then = "the same command goes on; raise or leave out the limit to get further"
        return f"{halted}; {counted(missing, 'trial')} not asked", then
    if missing:
        why = f"{counted(missing, 'trial')} unmeasured: no answer is kept, and --replay asks none"
        return why, "leave --replay out, and they are asked"
    return ("" if any(row.scored for row in diff.rows) else "no trial has a score"), ""


def _reasons(diff: RunDiff) -> Iterator[str]:
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
