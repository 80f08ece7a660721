"""Correcting the figures of a run by labels that people gave."""

from dataclasses import replace
from pathlib import Path
from shlex import quote

from delibctl.api.judging.calibrate import calibrate_patterns
from delibctl.api.judging.clause_labels import check_clauses
from delibctl.api.judging.label_file import LabelFile, read_labels
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import exists
from delibctl.errors import DelibctlError
from delibctl.judge.names import PATTERNS
from delibctl.model import Run
from delibctl.score.corrected_figures import ENOUGH
from delibctl.score.labelled_answers import LabelsOfRun, agreement, labelled_answers
from delibctl.score.scored_run import ScoredRun, corrected_run
from delibctl.text.count import counted


def correct_run(workspace: Workspace, scored: ScoredRun, file: LabelFile | None) -> ScoredRun:
    """Return the run corrected by a file of labels, by the configured one unless given.

    The configured file may hold labels of other runs alone: then it tells how far `patterns` agrees
    with people, and corrects nothing. Raises DelibctlError if a file that was given does so.
    """
    configured = workspace.settings.labels_path
    if file is None and not are_configured(workspace):
        return scored
    given = file or LabelFile(path=configured or Path())
    labels = read_labels(given)
    answers = labelled_answers(labels)
    trials = [trial for trial in scored.trials if trial.counted]
    of_run = {label for trial in trials if (label := answers.label(trial)) is not None}
    check_clauses(sorted(of_run, key=lambda label: label.line), scored.run.policy)
    found = LabelsOfRun(
        agreement=agreement(trials, answers),
        of_run=True,
        matched=sum(answers.label(trial) is not None for trial in trials),
        others=len(answers.by_answer) - len(of_run),
        contradictory=answers.contradictory,
    )
    if found.matched:
        return corrected_run(scored, answers, found)
    if file is not None:
        unclear = len(found.contradictory)
        beside = f"; {counted(unclear, 'answer')} with contradictory labels" if unclear else ""
        raise DelibctlError(
            f"{counted(len(labels), 'label')}, none of an answer of this run{beside}",
            where=str(file.path),
            next=f"label at least {ENOUGH} answers of it",
            usage=f"label at least {ENOUGH} answers of it: delibctl review --run RUN --labels "
            f"{quote(str(file.path))}",
        )
    if not _by_patterns_alone(scored.run):
        return scored
    by_patterns = calibrate_patterns(labels).accuracy
    return replace(scored, labels=replace(found, agreement=by_patterns, of_run=False))


def are_configured(workspace: Workspace) -> bool:
    """Return True if there is a configured file of labels."""
    configured = workspace.settings.labels_path
    return configured is not None and exists(configured)


def _by_patterns_alone(run: Run) -> bool:
    return all(judge.name == PATTERNS for judge in run.judges)
