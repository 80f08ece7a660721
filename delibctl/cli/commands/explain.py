"""`delibctl explain`."""

from dataclasses import replace
from typing import Annotated

import typer

from delibctl.api.runs.diff import of_models
from delibctl.api.runs.find import find_run_with_answers
from delibctl.cli.options import shared
from delibctl.cli.output import default_format, render_options, write_report
from delibctl.cli.process_workspace import here
from delibctl.edge.run_file.run_file import load_run
from delibctl.errors import DelibctlError, ExitCode
from delibctl.score.scored_run import score_run
from delibctl.text.count import counted
from delibctl.text.suggest import nearest

EXAMPLE = "Example: delibctl explain illicit-placard-forgery --model openai/gpt-4o"


def command(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The id of the case.")],
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN", help="A run file, a run's name, @last or @-2.", show_default="@last"
        ),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", metavar="MODEL", help="Only this model.")
    ] = None,
    repeat: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only this repeat.")
    ] = None,
    show_sensitive: shared.ShowSensitive = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Show one case in full: prompts, answers, scores and reasons."""
    path = find_run_with_answers(here(state), run, "`explain`")
    loaded = of_models(load_run(path), [model] if model else [])
    case_ids = [listed.id for listed in loaded.cases]
    if case not in case_ids:
        raise DelibctlError(
            f"unknown case {case!r} in {path.name}", next=nearest(case, case_ids, "case")
        )
    trials = [
        trial
        for trial in score_run(loaded).trials
        if trial.case.id == case and repeat in (None, trial.trial.key.repeat)
    ]
    if not trials:
        not_yet = "" if loaded.info.finished else " yet: the run is not finished"
        raise DelibctlError(
            f"the run has no such trial of {case!r}{not_yet}",
            next=f"each case is asked {counted(loaded.plan.repeats, 'time')} in this run",
        )
    from delibctl.report.run.explain import render

    options = replace(render_options(default_format()), show_sensitive=show_sensitive)
    write_report(render(trials, loaded, options))
    return ExitCode.CLEAN
