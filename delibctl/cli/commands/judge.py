"""`delibctl judge`."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.judging.judge import judge_run
from delibctl.api.judging.judge_queue import bench
from delibctl.api.policies.load import find_run
from delibctl.cli.exit_code import exit_with
from delibctl.cli.options import shared
from delibctl.cli.options.judge import Judging
from delibctl.cli.options.probe import Spending
from delibctl.cli.output import page, talk, write
from delibctl.edge.run_file.run_file import RunFile, load_run
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import judge_verdict
from delibctl.score import score_run

EXAMPLE = "Example: delibctl judge @last --judge openai/gpt-4o --judge-runs 3 --max-cost 5"


def command(
    run: shared.RunArgument = None,
    concurrency: Annotated[
        int | None,
        typer.Option(min=1, max=512, metavar="N", help="At most so many questions at once."),
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again even what has an answer.")
    ] = False,
    *,
    judging: Judging,
    spending: Spending,
    max_broken: shared.MaxBroken = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Add the verdicts of judges to a run; the models that were probed are asked nothing.

    A judge is shown the policy's text for the case, the conversation and the answer. Where several
    judges see different outcomes the trial is contested: neither right nor wrong.
    """
    settings = load_settings(Path.cwd())
    folder = StateFolder(state or settings.root / ".delibctl")
    judges = judging.judges(settings.model_spec)
    if not judges and not judging.judge:
        raise DelibctlError("no judge is named", next="--judge MODEL asks a model")
    path = find_run([run] if run else [], settings, state)
    loaded = load_run(path)
    if not loaded.info.finished:
        talk("the run is not finished: what is answered later is judged by the same command")
    how = replace(bench(settings, spending, folder, concurrency), refresh=refresh)
    halted = None
    if judges:
        halted = judge_run(path, judges, how)
    else:
        _patterns_alone(path)
    diff = score_run(load_run(path))
    from delibctl.report.run.probe_summary import render

    write(render(diff, page("text")))
    verdict = judge_verdict(
        diff,
        max_broken=settings.max_broken if max_broken is None else max_broken,
        limit_reached=str(halted or ""),
    )
    return exit_with(verdict, then="delibctl diff")


def _patterns_alone(path: Path) -> None:
    """The verdicts of models stay in the file, and count no more."""
    with closing(RunFile.open(path)) as file:
        file.set_judges(())
    talk("the judge `patterns` counts alone from now on; what models said is kept")
