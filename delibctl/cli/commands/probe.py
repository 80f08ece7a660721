"""`delibctl probe`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.dry_run import foresee
from delibctl.api.asking.probe import EndedProbe, go
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.probe_request import Request, diff_command
from delibctl.cli.options import shared
from delibctl.cli.options.judge import Judging
from delibctl.cli.options.probe import Asking, Parameters, Reuse, Spending
from delibctl.cli.probe_verdict import conclude
from delibctl.errors import ExitCode

EXAMPLE = "Example: delibctl probe policy.yaml --model openai/gpt-4o --mode recall --max-cost 5"


def command(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The policy, or the folder that holds it.")
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            metavar="MODEL",
            help="A LiteLLM model, one of the configuration, or `baseline`; may be repeated.",
            show_default="baseline",
        ),
    ] = None,
    cases: shared.Cases = None,
    run: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="The run file.", show_default="a new one in --state"),
    ] = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Lint and probe again on each save, until Ctrl-C."),
    ] = False,
    *,
    asking: Asking,
    parameters: Parameters,
    judging: Judging,
    reuse: Reuse,
    spending: Spending,
    filters: shared.Filters,
    max_broken: shared.MaxBroken = None,
    allow_no_verdict: shared.AllowNoVerdict = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Ask models every case with the policy before them.

    What they cite and answer is kept in a run. The same command goes on with a run that was
    interrupted. An unchanged question is never asked of the same model twice.
    """
    request = Request(
        path=path,
        model=model,
        cases=cases,
        judging=judging,
        asking=asking,
        parameters=parameters,
        reuse=reuse,
        spending=spending,
        filters=filters,
        max_broken=max_broken,
        allow_no_verdict=allow_no_verdict,
        state=state,
    )
    if watch:
        from delibctl.api.asking.watch import watching

        return watching(request, run)
    probing = request.probing()
    if reuse.why or reuse.estimate:
        foresee(probing, run)
        return ExitCode.CLEAN
    ended = _judged(probing, run) if probing.judges else go(probing, run)
    return conclude(probing, ended, diff_command(run, state))


def _judged(probing: ProbeJob, run: Path | None) -> EndedProbe:
    # Few probes have a model for a judge, and it takes a while to import.
    from delibctl.api.judging.probe_judges import judged

    return judged(probing, run)
