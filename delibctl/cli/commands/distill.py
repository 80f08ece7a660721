"""`delibctl distill`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.distilling.distill import distill_run
from delibctl.api.runs.find import find_run_with_answers
from delibctl.cli.options import shared
from delibctl.cli.options.distill import ChoiceOptions, RenderingOptions
from delibctl.cli.output import choice as chosen
from delibctl.cli.output import default_format, render_options, write_report
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.errors import ExitCode
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
    choice: ChoiceOptions,
    rendering: RenderingOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Make training files from a judged run.

    Keeps answers that are as the case expects and that the judges rate well, with the prompt as the
    user wrote it, the reasoning and the answer, and without the policy. Cases of the test split,
    and all that is related to one, are never trained on. Shows what was dropped, and why. Writes a
    manifest and a data set card beside the files.
    """
    name = chosen("--format", format or default_format(), list(DISTILL_FORMATS))
    workspace, listener = here(state), TerminalListener()
    path = find_run_with_answers(workspace, run, "`distill`")
    written = distill_run(
        workspace, listener, path, output, choice, rendering, policy=policy, cases=cases
    )
    view = DistillView(
        distilled=written.distilled,
        export=written.export,
        manifest=written.manifest,
        folder=str(output),
    )
    write_report(distill_report(name, view, render_options(name)))
    return ExitCode.CLEAN
