"""`delibctl distill`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.options import AskOptions, Reuse, Spending, Throughput
from delibctl.api.distilling.distill import distill_run, estimate_distilling
from delibctl.api.distilling.options import Choice
from delibctl.api.distilling.prepare import Source
from delibctl.api.distilling.rewrite import Rewriter
from delibctl.api.listener import Listener
from delibctl.api.runs.find import find_run_with_answers
from delibctl.api.workspace import Workspace
from delibctl.cli.options import shared
from delibctl.cli.options.distill import AskingRewriter, ChoosingOptions, RenderingOptions
from delibctl.cli.options.given import given_options
from delibctl.cli.options.probe import SpendingOptions
from delibctl.cli.output import choice as chosen
from delibctl.cli.output import default_format, render_options, write_report
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import DelibctlError, ExitCode
from delibctl.report import DISTILL_FORMATS, distill_report
from delibctl.report.distilling.view import DistillView

EXAMPLE = "Example: delibctl distill @last -o training --hold-out 0.2 --for trl --for dpo"


def command(
    run: shared.RunArgument = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="New folder for the files."),
    ] = ...,  # type: ignore[assignment]  # Typer's mark of a required option
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The policy whose cases the run asked.",
            show_default="the configured policy",
        ),
    ] = None,
    cases: shared.Cases = None,
    format: Annotated[str | None, shared.format_option(DISTILL_FORMATS)] = None,
    *,
    choosing: ChoosingOptions,
    rendering: RenderingOptions,
    rewriting: AskingRewriter,
    spending: SpendingOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Make training files from a judged run.

    Keeps answers that are as the case expects and that the judges rate well, with the prompt as the
    user wrote it, the reasoning and the answer, and without the policy. Cases of the test split,
    and all that is related to one, are never trained on. Shows what was dropped, and why. Writes a
    manifest and a data set card beside the files. The table `[distill]` of the configuration
    changes the defaults.
    """
    name = chosen("--format", format or default_format(), list(DISTILL_FORMATS))
    workspace, listener = here(state), TerminalListener()
    choice = choosing.chosen(workspace.settings.distill)
    path = find_run_with_answers(workspace, run, "`distill`")
    source = Source(run=path, policy=policy, cases=cases)
    rewriter = _rewriter(workspace, rewriting, spending)
    if rewriting.estimate and rewriter is not None:
        return _show_estimate(workspace, listener, source, choice, rewriter)
    written = distill_run(workspace, listener, source, output, choice, rendering, rewriter)
    view = DistillView(
        distilled=written.distilled,
        export=written.export,
        manifest=written.manifest,
        folder=str(output),
    )
    write_report(distill_report(name, view, render_options(name)))
    return ExitCode.CLEAN


def _rewriter(
    workspace: Workspace, rewriting: AskingRewriter, spending: Spending
) -> Rewriter | None:
    """Return the model of `--rewrite`. Raises DelibctlError if options for asking have no model."""
    if rewriting.rewrite is None:
        for name in (*given_options(rewriting), *given_options(spending)):
            raise DelibctlError(
                f"{name} needs --rewrite MODEL, since nothing else asks a model",
                next=f"add --rewrite MODEL, or leave out {name}",
            )
        return None
    throughput = Throughput(concurrency=rewriting.concurrency)
    reuse = Reuse(refresh=rewriting.refresh)
    options = AskOptions.of(workspace, spending, throughput, reuse)
    return Rewriter(model=workspace.settings.model_spec(rewriting.rewrite), options=options)


def _show_estimate(
    workspace: Workspace, listener: Listener, source: Source, choice: Choice, rewriter: Rewriter
) -> ExitCode:
    from delibctl.edge.providers.access.destinations import destinations
    from delibctl.report.before_asking.estimates import estimates
    from delibctl.run.estimate import total_price

    of_model = estimate_distilling(workspace, listener, source, choice, rewriter)
    asked = [estimate.model for estimate in of_model if estimate.calls.high]
    places = destinations(asked, workspace.environment)
    write_report(estimates(of_model, total_price(of_model), render_options("text"), places))
    return ExitCode.CLEAN
