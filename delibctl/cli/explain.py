"""`delibctl explain`."""

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cli import options
from delibctl.cli.opening import find_run
from delibctl.cli.output import default_format, page, write
from delibctl.diff import run_diff
from delibctl.edge.settings import load_settings
from delibctl.edge.store import RunFile
from delibctl.errors import DelibctlError, ExitCode

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
    show_sensitive: options.ShowSensitive = False,
    state: options.StateOption = None,
) -> ExitCode:
    """Show one case whole: what was shown, said and scored, and why."""
    file = RunFile.open(find_run([run] if run else [], load_settings(Path.cwd()), state))
    try:
        loaded = file.load()
    finally:
        file.close()
    known = [known.id for known in loaded.cases]
    if case not in known:
        near = get_close_matches(case, known, n=1)
        listed = ", ".join(known[:8]) + (", ..." if len(known) > 8 else "")
        advice = f"did you mean {near[0]!r}?" if near else f"its {len(known)} cases: {listed}"
        raise DelibctlError(f"no case {case!r} in {file.path.name}", next=advice)
    rows = [
        row
        for row in run_diff(loaded).rows
        if row.case.id == case
        and model in (None, row.trial.key.model)
        and repeat in (None, row.trial.key.repeat)
    ]
    if not rows:
        models = ", ".join(spec.alias for spec in loaded.plan.models)
        yet = (
            "" if loaded.info.finished else "; the run is not finished, so it may not be asked yet"
        )
        raise DelibctlError(
            f"no such trial of {case!r}{yet}",
            next=f"models of this run: {models}; repeats: {loaded.plan.repeats}",
        )
    from delibctl.report.explain import render

    shown = replace(page(default_format()), show_sensitive=show_sensitive)
    write(render(rows, loaded, shown))
    return ExitCode.CLEAN
