"""Labels of answers by people: the unlabelled answers, and the file of labels."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from delibctl.api.judging.label_file import LabelFile, read_labels
from delibctl.edge.files.local import LocalFiles, exists
from delibctl.edge.files.text import load_text, write_new
from delibctl.errors import DelibctlError
from delibctl.model import Clause, Compliance, Form, Outcome, Policy
from delibctl.score.label_proposals import Proposal, proposals
from delibctl.score.labelled_answers import labelled_answers
from delibctl.score.scored_run import ScoredRun
from delibctl.score.scored_trial import ScoredTrial


def unlabelled(trials: Iterable[ScoredTrial], labels: Path) -> list[ScoredTrial]:
    """Return the trials whose answers have no label in the file yet.

    Raises DelibctlError if every answer is labelled, or the file holds something else.
    """
    labelled = _labelled(labels)
    unlabelled_trials = [
        trial
        for trial in trials
        if trial.deliberation is not None
        and trial.deliberation.form is not Form.BLOCKED
        and _key(trial) not in labelled
    ]
    if not unlabelled_trials:
        raise DelibctlError("every answer already has a label", next="name another file for labels")
    return unlabelled_trials


def answers_to_label(
    scored: ScoredRun, cases: Collection[str], labels: Path, figure: str | None = None
) -> tuple[Proposal, ...]:
    """Return the answers to these cases that have no label yet, the most telling first.

    Raises DelibctlError if every answer is labelled, or the file holds something else.
    """
    trials = [trial for trial in scored.trials if trial.case.id in cases]
    to_label = unlabelled(trials, labels)
    read = read_labels(LabelFile(path=labels)) if _lines(labels) else ()
    return proposals(scored.models, labelled_answers(read), to_label, figure)


def add_label(
    labels: Path,
    trial: ScoredTrial,
    outcome: Outcome,
    by: str,
    clauses: Mapping[str, Compliance] = MappingProxyType({}),
) -> None:
    """Write the label of one answer, with the verdicts on clauses; it replaces an earlier one."""
    verdicts = {"clauses": {id: str(verdict) for id, verdict in clauses.items()}} if clauses else {}
    _put(labels, _line(trial, outcome, by) | verdicts)


def clauses_to_judge(trial: ScoredTrial, policy: Policy) -> list[Clause]:
    """Return the clauses that a case expects or allows, in policy order, which tells nothing."""
    expected = trial.case.expected
    named = {*expected.clauses, *expected.either, *expected.also}
    return [clause for clause in policy.clauses if clause.id in named]


def label_count(labels: Path) -> int:
    """Return the number of labelled answers in a file."""
    return len(_labelled(labels))


def _put(path: Path, label: dict[str, object]) -> None:
    """Add a label; it replaces an earlier one of the same answer."""
    lines = [line for line in _lines(path) if json.loads(line).get("key") != label["key"]]
    text = "".join(f"{line}\n" for line in (*lines, json.dumps(label, ensure_ascii=False)))
    if not exists(path):
        write_new(path, text)
        return
    # Atomic, because the earlier labels are hours of work.
    files = LocalFiles(path.parent)
    files.changed[path.name] = text.encode()
    files.write_changed()


def _lines(path: Path) -> list[str]:
    if not exists(path):
        return []
    return [line for line in load_text(path).split("\n") if line.strip()]


def _line(trial: ScoredTrial, outcome: Outcome, by: str) -> dict[str, object]:
    """Return a complete label, so that a calibration does not need the run."""
    assert trial.deliberation is not None
    expected = trial.case.expected
    return {
        "key": _key(trial),
        "messages": [{"role": turn.role, "content": turn.content} for turn in trial.case.messages],
        "answer": trial.deliberation.answer,
        "reasoning": trial.deliberation.reasoning,
        "outcome": str(outcome),
        "clause": (expected.primary or trial.right.by or next(iter(expected.either), "")),
        "category": ", ".join(trial.case.categories),
        "by": by,
        "model": trial.trial.key.model,
    }


def _key(trial: ScoredTrial) -> str:
    """Return the key of an answer, which differs for another answer to the same case."""
    assert trial.deliberation is not None
    key = trial.trial.key
    digest = hashlib.sha256(trial.deliberation.answer.encode()).hexdigest()[:12]
    return f"{key.case} {key.model} {key.mode} {key.repeat} {digest}"


def _labelled(path: Path) -> set[str]:
    try:
        return {str(json.loads(line).get("key")) for line in _lines(path)}
    except (ValueError, AttributeError) as error:
        raise DelibctlError(
            f"{path} is not a file of labels: {error}", next="name another file"
        ) from error
