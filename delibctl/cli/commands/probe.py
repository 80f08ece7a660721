"""`delibctl probe`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.probe import EndedProbe, run_probe
from delibctl.api.asking.probe_job import ProbeJob, ProbeOptions, probe_job
from delibctl.api.listener import Listener
from delibctl.cli.options import shared
from delibctl.cli.options.filters import FilterOptions
from delibctl.cli.options.judge import JudgingOptions
from delibctl.cli.options.probe import (
    ParameterOptions,
    PlanChoice,
    ReuseOptions,
    SpendingOptions,
    ThroughputOptions,
)
from delibctl.cli.output import print_message, render_options, write_report
from delibctl.cli.probe_verdict import ProbeEnding, report_probe
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.cli.verdict_output import diff_command
from delibctl.errors import DelibctlError, ExitCode

EXAMPLE = "Example: delibctl probe policy.yaml --model openai/gpt-4o --mode recall --max-cost 5"


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """The options for a dry run, which asks nothing."""

    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Dry run: list why each trial would be asked, or that its answer is cached.",
        ),
    ] = False
    estimate: Annotated[
        bool,
        typer.Option(
            "--estimate", help="Dry run: show the number of questions, the tokens and the price."
        ),
    ] = False

    @property
    def wanted(self) -> bool:
        """True if either option is set."""
        return self.why or self.estimate


def command(
    path: shared.PolicyArgument = None,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model",
            "-m",
            metavar="MODEL",
            help="A LiteLLM model, a model from the configuration, or `baseline`; may be repeated.",
            show_default="baseline",
        ),
    ] = None,
    cases: shared.Cases = None,
    run: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN", help="Run file to write or resume.", show_default="a new one in --state"
        ),
    ] = None,
    decide: Annotated[
        str | None,
        typer.Option(
            "--decide",
            metavar="BEFORE",
            help="Compare with this run (file, name, @-2 for the one before), and ask both runs "
            "again until each gate on the two is decided.",
        ),
    ] = None,
    trained_on: Annotated[
        Path | None,
        typer.Option(
            "--trained-on",
            metavar="MANIFEST",
            help="The manifest.json of the files that the model was trained on; those cases, and "
            "nearly the same prompts, count in no figure.",
        ),
    ] = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Lint and probe again on each save, until Ctrl-C."),
    ] = False,
    *,
    plan: PlanChoice,
    throughput: ThroughputOptions,
    parameters: ParameterOptions,
    judging: JudgingOptions,
    reuse: ReuseOptions,
    dry_run: DryRun,
    spending: SpendingOptions,
    filters: FilterOptions,
    max_broken: shared.MaxBroken = None,
    allow_no_verdict: shared.AllowNoVerdict = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Ask models every case under the policy.

    Stores citations and answers in a run. If a run was interrupted, the same command resumes it. A
    question whose answer is stored is not asked of the same model again.
    """
    workspace = here(state)
    options = ProbeOptions(
        policy=path,
        models=tuple(model or ()),
        cases=cases,
        plan=plan,
        throughput=throughput,
        parameters=parameters,
        judging=judging,
        reuse=reuse,
        spending=spending,
        filters=filters,
        trained_on=trained_on,
    )
    ending = ProbeEnding(
        workspace=workspace,
        max_broken=max_broken,
        allow_no_verdict=allow_no_verdict,
        diff=diff_command(run, state),
    )
    if watch:
        _check_watch(dry_run, run, decide)
        from delibctl.cli.watch_output import run_watch

        return run_watch(workspace, options, ending)
    job = probe_job(workspace, options)
    if dry_run.wanted:
        _show(job, dry_run, run, decide)
        return ExitCode.CLEAN
    if decide is not None:
        from delibctl.cli.decided_probe_output import run_decided

        return run_decided(ending, job, TerminalListener(), decide, run)
    probe = _probe(job, TerminalListener(), run)
    return report_probe(ending, job, probe)


def _probe(job: ProbeJob, listener: Listener, run: Path | None) -> EndedProbe:
    if not job.judges:
        return run_probe(job, listener, run)
    # Few probes are judged by a model, and it takes a while to import.
    from delibctl.api.judging.probe_judges import run_judged_probe

    return run_judged_probe(job, listener, run)


def _check_watch(dry_run: DryRun, run: Path | None, decide: str | None) -> None:
    if decide is not None:
        raise DelibctlError(
            "--watch probes on each save, and --decide compares one run with an earlier one",
            next="leave out one of them",
        )
    if dry_run.wanted:
        raise DelibctlError(
            "--watch asks models, but --why and --estimate are dry runs", next="choose one of them"
        )
    if run is not None:
        raise DelibctlError(
            "--run names one run, but --watch makes several",
            next="leave out --run; delibctl diff shows the newest run",
        )


def _show(job: ProbeJob, dry_run: DryRun, run: Path | None, decide: str | None) -> None:
    from delibctl.api.asking.dry_run import destinations_of, estimates_of, reasons_of
    from delibctl.report.before_asking import estimates as report
    from delibctl.run.estimate import total_price

    for note in job.notes:
        print_message(note)
    if dry_run.why:
        write_report(report.reasons(reasons_of(job, run), render_options("text")))
    if dry_run.estimate:
        estimates = estimates_of(job, run)
        if decide is not None:
            from delibctl.api.deciding.dry_run import estimates_of_decision

            estimates += estimates_of_decision(job, decide, run)
        total, places = total_price(estimates), destinations_of(job, estimates)
        write_report(report.estimates(estimates, total, render_options("text"), places))
