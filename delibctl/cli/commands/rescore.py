"""`delibctl rescore`."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.load import find_run, open_bundle
from delibctl.cases import build as build_cases
from delibctl.cli.options import shared
from delibctl.cli.output import page, talk, write
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Case, Policy
from delibctl.report.run.figures import figures, percent
from delibctl.score import ScoredRun, score_run
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl rescore @last --cases cases.yaml"


def command(
    run: shared.RunArgument = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="The policy whose cases are read.", show_default="configured"
        ),
    ] = None,
    cases: shared.Cases = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Only show what it was scored with each earlier label.")
    ] = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Score the stored answers of a run against corrected labels; nobody is asked anything.

    The earlier labels are kept in the run file. A case whose prompt was reworded keeps its label:
    the stored answer is to another question.
    """
    settings = load_settings(Path.cwd())
    path = find_run([run] if run else [], settings, state)
    if list_:
        write("".join(f"{line}\n" for line in _earlier(path)))
        return ExitCode.CLEAN
    start = policy or settings.policy_path
    given = cases or (settings.case_paths if policy is None else None)
    bundle = open_bundle(start, LocalFiles(Path.cwd()), given)
    with closing(RunFile.open(path)) as file:
        before = file.load()
        today = datetime.now(UTC)
        corrected = build_cases(bundle.cases, before.policy, today.date().isoformat())
        by_id = {case.id: case for case in corrected}
        if not by_id.keys() & {case.id for case in before.cases}:
            raise DelibctlError(
                "none of the run's cases is among these", next="--cases FILE names their files"
            )
        _check(corrected, before.policy, {case.id for case in before.cases})
        relabelled = tuple(_relabelled(case, by_id.get(case.id)) for case in before.cases)
        changed = [old.id for old, new in zip(before.cases, relabelled, strict=True) if old != new]
        _talk(changed, before.cases, by_id)
        if changed:
            file.relabel(relabelled, today.strftime("%Y-%m-%dT%H:%M:%SZ"))
        after = score_run(replace(before, cases=relabelled))
    write("".join(f"{line}\n" for line in _lines(score_run(before), after)))
    _show(after)
    return ExitCode.CLEAN


def _earlier(path: Path) -> Iterator[str]:
    """The headline figures by every set of labels that the run has had, the present one last."""
    with closing(RunFile.open(path)) as file:
        run, earlier = file.load(), file.earlier_cases()
    for when, cases in {**earlier, "now": run.cases}.items():
        for model in score_run(replace(run, cases=cases)).models:
            shown = (
                f"{metric.name} {percent(share)}"
                for metric, share in figures(model.summary, headline=True)
            )
            until = when if when == "now" else f"until {when}"
            yield f"{until}, {model.name}: {', '.join(shown)}"


def _relabelled(old: Case, new: Case | None) -> Case:
    """The case with its corrected label, unless it is gone, or asks something else now."""
    return old if new is None or new.messages != old.messages else new


def _check(corrected: Iterable[Case], policy: Policy, ids: set[str]) -> None:
    """A run knows the clauses that its models were shown, and no other."""
    for case in corrected:
        expected = case.expected
        for id in (*expected.clauses, *expected.either, *expected.also):
            if case.id in ids and id not in policy.clause_by_id:
                raise DelibctlError(
                    f"case {case.id} expects {id!r}, and the policy of the run has no such clause",
                    next="probe again: the models were shown another policy",
                )
        if case.id in ids and policy.outcome(expected.style) is None:
            raise DelibctlError(
                f"case {case.id} expects the style {expected.style!r}, which the policy of the run "
                "does not have",
                next="probe again: the models were shown another policy",
            )


def _talk(changed: list[str], cases: Iterable[Case], by_id: dict[str, Case]) -> None:
    reworded = [c.id for c in cases if c.id in by_id and by_id[c.id].messages != c.messages]
    gone = [case.id for case in cases if case.id not in by_id]
    talk(f"{counted(len(changed), 'label')} changed{_named(changed)}")
    if reworded:
        talk(f"{counted(len(reworded), 'case')} reworded, so their labels stay{_named(reworded)}")
    if gone:
        talk(f"{counted(len(gone), 'case')} not there any more, so their labels stay{_named(gone)}")


def _named(ids: list[str]) -> str:
    more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return f": {', '.join(ids[:5])}{more}" if ids else ""


def _lines(before: ScoredRun, after: ScoredRun) -> Iterator[str]:
    """Each headline figure with what it was."""
    for old, new in zip(before.models, after.models, strict=True):
        yield f"{new.name}, before and after:"
        now = {metric.key: share for metric, share in figures(new.summary, headline=True)}
        for metric, share in figures(old.summary, headline=True):
            if metric.key in now:
                yield f"  {metric.name:<16} {percent(share):>8} -> {percent(now[metric.key]):>8}"


def _show(after: ScoredRun) -> None:
    from delibctl.report.run.probe_summary import render

    write(render(after, page("text")))
    told = [judge.name for judge in after.run.judges if judge.model and not judge.blind]
    if told:
        names = ", ".join(told)
        talk(
            f"{names} judged with the earlier labels as a claim; delibctl judge --refresh asks anew"
        )
