"""`delibctl calibrate`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.options import AskOptions, Spending
from delibctl.api.judging.calibrate import calibrate_fitted, calibrate_models, calibrate_patterns
from delibctl.api.judging.fit import fit_judge
from delibctl.api.judging.label_file import LabelFile, read_labels
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.cases.labels import Label
from delibctl.cli.options import shared
from delibctl.cli.options.judge import JudgingOptions
from delibctl.cli.options.key_values import pairs
from delibctl.cli.options.labels import COLUMN, LABEL
from delibctl.cli.options.probe import SpendingOptions
from delibctl.cli.output import Targets, print_message, render_options
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.cli.verdict_output import exit_with
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import calibrate_verdict
from delibctl.judge.names import FITTED, PATTERNS
from delibctl.model import Judge
from delibctl.report import CALIBRATION_FORMATS, calibration_report
from delibctl.run.limits_reached import LimitReached
from delibctl.score.calibration import Calibrations

EXAMPLE = (
    "Example: delibctl calibrate --judge patterns --judge openai/gpt-4o --labels labels.jsonl "
    "--label full_refusal=refuse, or: delibctl calibrate --fit --labels labels.jsonl"
)


def command(
    labels_: Annotated[
        list[Path] | None,
        typer.Option(
            "--labels",
            metavar="FILE",
            help="Labelled answers, as CSV or JSON lines; may be repeated.",
        ),
    ] = None,
    fit: Annotated[
        bool,
        typer.Option("--fit", help="Learn the judge `fitted` of the policy from the labels."),
    ] = False,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="The policy that models judge by, or that a judge is fitted for.",
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

    `--fit` learns the judge `fitted` from the labels, shows its agreement on answers that it did
    not see, and stores it in `fitted/` beside the configuration. It needs the extra
    `delibctl[fit]`; using the judge does not.
    """
    targets = Targets.of(format, output, CALIBRATION_FORMATS)
    if not labels_:
        raise DelibctlError(
            "--labels is required", next="write labels with delibctl review --run RUN --labels FILE"
        )
    columns, words = pairs("column", column), pairs("label", label)
    files = [LabelFile(path=path, columns=columns, words=words) for path in labels_]
    answers = [answer for file in files for answer in read_labels(file)]
    workspace = here(state)
    settings = workspace.settings
    if fit:
        if judging != JudgeOptions() or spending != Spending():
            raise DelibctlError(
                "--fit asks no model and takes no judge",
                next="leave out the options for judges and spending",
            )
        return _fit(workspace, answers, policy, targets, limit)
    judges = judging.chosen(settings) or (Judge(name=PATTERNS),)
    models = [judge for judge in judges if judge.model is not None]
    names = {judge.name for judge in judges}
    calibrations = [calibrate_patterns(answers)] if PATTERNS in names else []
    if FITTED in names:
        loaded, _ = open_one(workspace, workspace.policy_or_default(policy))
        calibrations.append(calibrate_fitted(workspace, answers, loaded))
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


def _fit(
    workspace: Workspace,
    answers: Sequence[Label],
    policy: Path | None,
    targets: Targets,
    limit: int,
) -> ExitCode:
    """Fit a judge, show its cross-validated agreement beside that of patterns, and say where."""
    loaded, _ = open_one(workspace, workspace.policy_or_default(policy))
    fitted = fit_judge(workspace, answers, loaded)
    targets.write(
        lambda name: calibration_report(
            name, fitted.calibrations, replace(render_options(name), limit=limit)
        )
    )
    for note in fitted.notes:
        print_message(note)
    print_message(f"wrote {workspace.short(fitted.path)}; use it with --judge fitted")
    return ExitCode.CLEAN
