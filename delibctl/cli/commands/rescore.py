"""`delibctl rescore`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.judging.rescore import Rescored, by_earlier_labels, rescore
from delibctl.api.runs.find import find_run_with_answers
from delibctl.cli.options import shared
from delibctl.cli.output import print_message, render_options, write, write_report
from delibctl.cli.process_workspace import here
from delibctl.errors import ExitCode
from delibctl.report.run.figures import figures, percent
from delibctl.score.scored_run import ScoredRun
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl rescore @last --cases cases.yaml"


def command(
    run: shared.RunArgument = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The policy with the corrected cases.",
            show_default="the configured policy",
        ),
    ] = None,
    cases: shared.Cases = None,
    list_: Annotated[
        bool,
        typer.Option("--list", help="Show the figures for each earlier set of labels and exit."),
    ] = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Score the stored answers of a run against corrected labels.

    Asks no model. The earlier labels stay in the run file. A case with a reworded prompt keeps its
    label, because the stored answer belongs to the old prompt.
    """
    workspace = here(state)
    path = find_run_with_answers(workspace, run, "`rescore`")
    if list_:
        write("".join(f"{line}\n" for line in _earlier(path)))
        return ExitCode.CLEAN
    rescored = rescore(workspace, path, policy, cases)
    _talk(rescored)
    write("".join(f"{line}\n" for line in _lines(rescored)))
    _show(rescored.after)
    return ExitCode.CLEAN


def _earlier(path: Path) -> Iterator[str]:
    """Yield the headline figures for each set of labels that the run has had."""
    for when, scored in by_earlier_labels(path):
        for model in scored.models:
            headline = (
                f"{metric.name} {percent(share)}"
                for metric, share in figures(model.summary, headline=True)
            )
            until = when if when == "now" else f"until {when}"
            yield f"{until}, {model.name}: {', '.join(headline)}"


def _talk(rescored: Rescored) -> None:
    changed, reworded, gone = rescored.changed, rescored.reworded, rescored.gone
    print_message(f"{counted(len(changed), 'label')} changed{_named(changed)}")
    if reworded:
        print_message(
            f"{counted(len(reworded), 'case')} reworded, so their labels stay{_named(reworded)}"
        )
    if gone:
        print_message(
            f"{counted(len(gone), 'case')} no longer exist, so their labels stay{_named(gone)}"
        )


def _named(ids: list[str]) -> str:
    others = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
    return f": {', '.join(ids[:5])}{others}" if ids else ""


def _lines(rescored: Rescored) -> Iterator[str]:
    """Yield each headline figure before and after."""
    before, after = rescored.before, rescored.after
    for model_before, model_after in zip(before.models, after.models, strict=True):
        yield f"{model_after.name}, before and after:"
        shares = {
            metric.key: share for metric, share in figures(model_after.summary, headline=True)
        }
        for metric, share in figures(model_before.summary, headline=True):
            if metric.key in shares:
                yield f"  {metric.name:<16} {percent(share):>8} -> {percent(shares[metric.key]):>8}"


def _show(after: ScoredRun) -> None:
    from delibctl.report.run.probe_summary import render

    write_report(render(after, render_options("text")))
    unblinded = [judge.name for judge in after.run.judges if judge.model and not judge.blind]
    if unblinded:
        names = ", ".join(unblinded)
        print_message(
            f"{names} saw the earlier labels as expected outcomes; "
            "delibctl judge --refresh asks again with the new ones"
        )
