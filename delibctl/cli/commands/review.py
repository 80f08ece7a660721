"""`delibctl review`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.review import counts, open_review
from delibctl.api.judging.labels import add_label, answers_to_label, clauses_to_judge, label_count
from delibctl.api.runs.diff import diff_run
from delibctl.api.runs.find import find_run_with_answers
from delibctl.cli.options import shared
from delibctl.cli.options.filters import FilterOptions
from delibctl.cli.output import choice, print_message
from delibctl.cli.process_workspace import here
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Case
from delibctl.report.run.label_words import first_to_label
from delibctl.score.label_proposals import NARROWED
from delibctl.score.scored_run import ScoredRun
from delibctl.text.count import counted

EXAMPLE = "Example: delibctl review --kind jailbreak; delibctl review --run @last --labels me.jsonl"


def command(
    path: shared.PolicyArgument = None,
    cases: shared.Cases = None,
    all_: Annotated[bool, typer.Option("--all", help="Also review accepted cases.")] = False,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN", help="Label the answers of this run instead of reviewing cases."
        ),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --run: JSON lines file for the labels."),
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="With --run: your name, recorded with each label.")
    ] = "",
    figure: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="With --run: ask for labels that narrow this figure: outcome_right, over_refusal "
            "or under_refusal.",
            show_default="the one with the widest interval",
        ),
    ] = None,
    *,
    filters: FilterOptions,
    show_sensitive: shared.ShowSensitive = False,
    state: shared.StateOption = None,
) -> ExitCode:
    """Review drafts and disputed cases, or label answers.

    The screen shows a case with its clauses and the answers of models. Single keys accept, reject,
    dispute, edit or relabel it. Each decision is saved at once; comments and order of the file do
    not change.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise DelibctlError("review needs a terminal", next="edit the case files by hand instead")
    workspace = here(state)
    if run is not None:
        path_of_labels = workspace.settings.labels_path if labels is None else labels
        if path_of_labels is None:
            raise DelibctlError("--run needs a file for the labels", next="add --labels FILE")
        if figure is not None:
            choice("--figure", figure, [metric.key for metric in NARROWED])
        scored = diff_run(
            workspace, find_run_with_answers(workspace, run, "`review --run`"), filters=filters
        )
        cases_to_label = _shown(
            list({trial.case.id: trial.case for trial in scored.trials}.values()), show_sensitive
        )
        ids = {case.id for case in cases_to_label}
        _label(scored, ids, workspace.path(path_of_labels), by, figure)
        return ExitCode.CLEAN
    if labels is not None or by or figure:
        raise DelibctlError("--labels, --by and --figure need --run", next="add --run RUN")
    review = open_review(workspace, path, cases, filters, accepted=all_)
    review.cases = _shown(review.cases, show_sensitive)
    # Textual takes a while to import.
    from delibctl.cli.screens.review import ReviewApp

    review.look_up()
    ReviewApp(review).run()
    statuses = [review.entry(case.id).get("status", "accepted") for case in review.cases]
    print_message(f"{counted(len(statuses), 'case')}: {', '.join(counts(statuses))}")
    return ExitCode.CLEAN


def _label(scored: ScoredRun, ids: set[str], labels: Path, by: str, figure: str | None) -> None:
    proposed = answers_to_label(scored, ids, labels, figure)
    for line in first_to_label(proposed):
        print_message(line)
    # Textual takes a while to import.
    from delibctl.cli.screens.label import LabelApp

    LabelApp(
        proposed,
        lambda trial: clauses_to_judge(trial, scored.run.policy),
        lambda trial, outcome, clauses: add_label(labels, trial, outcome, by, clauses),
    ).run()
    print_message(
        f"{counted(label_count(labels), 'label')}; next: delibctl calibrate --labels {labels}"
    )


def _shown(cases: Sequence[Case], show_sensitive: bool) -> list[Case]:
    """Return the cases to show, without sensitive ones unless they are wanted.

    Raises DelibctlError if no case is left.
    """
    visible_cases = [case for case in cases if show_sensitive or not case.sensitive]
    if len(visible_cases) < len(cases):
        hidden_count = counted(len(cases) - len(visible_cases), "sensitive case")
        print_message(f"{hidden_count} not shown; --show-sensitive shows them")
    if not visible_cases:
        raise DelibctlError("all remaining cases are sensitive", next="add --show-sensitive")
    return visible_cases
