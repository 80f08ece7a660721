"""`delibctl calibrate`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.options import AskOptions
from delibctl.api.judging.calibrate import calibrate_models, calibrate_patterns
from delibctl.api.judging.label_file import LabelFile, read_labels
from delibctl.api.policies.load import open_one
from delibctl.cli.options import shared
from delibctl.cli.options.judge import JudgingOptions
from delibctl.cli.options.key_values import pairs
from delibctl.cli.options.labels import COLUMN, LABEL
from delibctl.cli.options.probe import SpendingOptions
from delibctl.cli.output import Targets, render_options
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.cli.verdict_output import exit_with
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import calibrate_verdict
from delibctl.judge.patterns import PATTERNS
from delibctl.model import Judge
from delibctl.report import CALIBRATION_FORMATS, calibration_report
from delibctl.run.limits_reached import LimitReached
from delibctl.score.calibration import Calibrations

EXAMPLE = (
    "Example: delibctl calibrate --judge patterns --judge openai/gpt-4o --labels labels.jsonl "
    "--label full_refusal=refuse"
)


def command(
    labels_: Annotated[
        Path | None,
        typer.Option("--labels", metavar="FILE", help="Labelled answers, as CSV or JSON lines."),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The policy that models judge by.",
            show_default="the configured policy",
        ),
    ] = None,
    column: Annotated[list[str] | None, COLUMN] = None,
    label: Annotated[list[str] | None, LABEL] = None,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show at most N disagreements per judge.")
    ] = 5,
    *,
    judging: JudgingOptions,
    spending: SpendingOptions,
    format: Annotated[str | None, shared.format_option(CALIBRATION_FORMATS)] = None,
    output: shared.Output = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Measure how far judges agree with human labels.

    Shows the confusion table, accuracy and Cohen's kappa with intervals, the worst clauses, and
    examples of disagreement; for several judges also Krippendorff's alpha. Labels come from
    `delibctl review --run`, or from any table.
    """
    targets = Targets.of(format, output, CALIBRATION_FORMATS)
    if labels_ is None:
        raise DelibctlError(
            "--labels is required", next="write labels with delibctl review --run RUN --labels FILE"
        )
    answers = read_labels(
        LabelFile(path=labels_, columns=pairs("column", column), words=pairs("label", label))
    )
    workspace = here(state)
    settings = workspace.settings
    judges = judging.chosen(settings) or (Judge(name=PATTERNS),)
    models = [judge for judge in judges if judge.model is not None]
    calibrations = [calibrate_patterns(answers)] if len(models) < len(judges) else []
    limit_reached: LimitReached | None = None
    if models:
        path = workspace.policy_or_default(policy)
        loaded, _ = open_one(workspace, path)
        options = AskOptions.of(workspace, spending)
        by_models, limit_reached = calibrate_models(
            workspace, TerminalListener(), models, answers, loaded, options
        )
        calibrations += by_models
    if limit_reached is None:  # figures of some of the answers would read as those of all
        calibrated = Calibrations(judges=tuple(calibrations))
        targets.write(
            lambda name: calibration_report(
                name, calibrated, replace(render_options(name), limit=limit)
            )
        )
    verdict = calibrate_verdict(
        calibrations, max_broken=settings.max_broken, limit_reached=str(limit_reached or "")
    )
    return exit_with(verdict)
