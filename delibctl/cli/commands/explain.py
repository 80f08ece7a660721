"""`delibctl explain`."""

from dataclasses import replace
from typing import Annotated

import typer

from delibctl.api.policies.load import find_run
from delibctl.api.runs.diff import of_models
from delibctl.cli.options import shared
from delibctl.cli.output import default_format, page, write
from delibctl.cli.process_workspace import here
from delibctl.edge.run_file.run_file import load_run
from delibctl.errors import DelibctlError, ExitCode
from delibctl.score import score_run
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
    path = find_run(here(state), run)
    loaded = of_models(load_run(path), [model] if model else [])
    known = [known.id for known in loaded.cases]
    if case not in known:
        raise DelibctlError(
            f"unknown case {case!r} in {path.name}", next=nearest(case, known, "case")
        )
    rows = [
        row
        for row in score_run(loaded).trials
        if row.case.id == case and repeat in (None, row.trial.key.repeat)
    ]
    if not rows:
        asked = "" if loaded.info.finished else " yet: the run is not finished"
        raise DelibctlError(
            f"the run has no such trial of {case!r}{asked}",
            next=f"each case is asked {counted(loaded.plan.repeats, 'time')} in this run",
        )
    from delibctl.report.run.explain import render

    shown = replace(page(default_format()), show_sensitive=show_sensitive)
    write(render(rows, loaded, shown))
    return ExitCode.CLEAN
