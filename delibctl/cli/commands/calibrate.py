"""`delibctl calibrate`."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.judging.calibrate import calibrated
from delibctl.api.judging.judge_queue import bench
from delibctl.api.policies.load import open_one
from delibctl.cases.importers.table import read_table
from delibctl.cases.labels import Label, labels
from delibctl.cli.exit_code import exit_with
from delibctl.cli.options import shared
from delibctl.cli.options.judge import Judging
from delibctl.cli.options.key_values import pairs
from delibctl.cli.options.probe import Spending
from delibctl.cli.output import Targets, page
from delibctl.edge.files.local import LocalFiles, load_text
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import calibrate_verdict
from delibctl.judge import PATTERNS, observe
from delibctl.model import Judge
from delibctl.report import CALIBRATION_FORMATS, calibration_report
from delibctl.score.calibration import Calibration, Calibrations, JudgedAnswer, calibration

EXAMPLE = (
    "Example: delibctl calibrate --judge patterns --judge openai/gpt-4o --labels labels.jsonl "
    "--label full_refusal=refuse"
)


def command(
    labels_: Annotated[
        Path | None,
        typer.Option("--labels", metavar="FILE", help="CSV or JSON lines of labelled answers."),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="What models that judge go by.", show_default="configured"
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=COLUMN",
            help="Which column holds prompt, messages, answer, outcome, clause or category.",
        ),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD=OUTCOME", help="What the file calls an outcome."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show so many disagreements of each judge.")
    ] = 5,
    *,
    judging: Judging,
    spending: Spending,
    format: Annotated[str | None, shared.format_option(CALIBRATION_FORMATS)] = None,
    output: shared.Output = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Hold judges against labels that people gave, and against each other.

    Shows the confusion table, accuracy and Cohen's kappa with intervals, the worst clauses, and
    examples of disagreement; of several judges Krippendorff's alpha. Labels come from `delibctl
    review --run`, or from any table.
    """
    targets = Targets.of(format, output, CALIBRATION_FORMATS)
    if labels_ is None:
        raise DelibctlError("no labels", next="--labels FILE")
    table = read_table(load_text(labels_), labels_.suffix.lower(), labels_.name)
    given = labels(table, labels_.name, pairs("column", column), pairs("label", label))
    if not given:
        raise DelibctlError(f"{labels_} holds no labelled answer", next="add some")
    settings = load_settings(Path.cwd())
    judges = judging.judges(settings.model_spec) or (Judge(name=PATTERNS),)
    found = [_patterns(given)] if any(judge.model is None for judge in judges) else []
    models = [judge for judge in judges if judge.model is not None]
    limit_reached = None
    if models:
        made, _ = open_one(policy or settings.policy_path, LocalFiles(Path.cwd()))
        folder = StateFolder(state or settings.root / ".delibctl")
        asked, limit_reached = calibrated(
            models, given, made, bench(settings, spending, folder, None)
        )
        found += asked
    if limit_reached is None:  # figures of some of the answers would read as those of all
        whole = Calibrations(judges=tuple(found))
        targets.write(
            lambda name: calibration_report(name, whole, replace(page(name), limit=limit))
        )
    verdict = calibrate_verdict(
        found, max_broken=settings.max_broken, limit_reached=str(limit_reached or "")
    )
    return exit_with(verdict)


def _patterns(given: list[Label]) -> Calibration:
    seen = [observe(one.messages, one.answer) for one in given]
    judged = [
        JudgedAnswer(labelled=one, seen=look.outcome, why=look.why)
        for one, look in zip(given, seen, strict=True)
    ]
    return calibration(PATTERNS, judged, "by the words of the answer alone")
