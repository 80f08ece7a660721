"""Answers of a run that a person labels: which are left, and the file of labels."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from delibctl.cli.output import talk
from delibctl.edge.files.local import LocalFiles, exists, load_text, write_new
from delibctl.errors import DelibctlError
from delibctl.model import Form, Outcome
from delibctl.score import ScoredTrial
from delibctl.text.count import counted


def label_answers(rows: Iterable[ScoredTrial], labels: Path, by: str) -> None:
    """Show the answers that have no label in the file yet; each label is written at once."""
    there = _labelled(labels)
    left = [
        row
        for row in rows
        if row.deliberation is not None
        and row.deliberation.form is not Form.BLOCKED
        and _key(row) not in there
    ]
    if not left:
        raise DelibctlError("every answer is labelled already", next="name another --labels FILE")

    def keep(row: ScoredTrial, outcome: Outcome) -> None:
        _put(labels, _line(row, outcome, by))

    # Textual takes a while to import.
    from delibctl.cli.screens.label import LabelApp

    LabelApp(left, keep).run()
    talk(f"{counted(len(_labelled(labels)), 'label')}; next: delibctl calibrate --labels {labels}")


def _put(path: Path, label: dict[str, object]) -> None:
    """Add a label; it takes the place of an earlier one of the same answer."""
    lines = [line for line in _lines(path) if json.loads(line).get("key") != label["key"]]
    text = "".join(f"{line}\n" for line in (*lines, json.dumps(label, ensure_ascii=False)))
    if not exists(path):
        write_new(path, text)
        return
    # Whole or not at all: the labels before it are an afternoon's work.
    files = LocalFiles(path.parent)
    files.changed[path.name] = text.encode()
    files.write_changed()


def _lines(path: Path) -> list[str]:
    if not exists(path):
        return []
    return [line for line in load_text(path).split("\n") if line.strip()]


def _line(row: ScoredTrial, outcome: Outcome, by: str) -> dict[str, object]:
    """All that `calibrate` needs, so that the file stands by itself."""
    assert row.deliberation is not None
    expected = row.case.expected
    return {
        "key": _key(row),
        "messages": [{"role": turn.role, "content": turn.content} for turn in row.case.messages],
        "answer": row.deliberation.answer,
        "reasoning": row.deliberation.reasoning,
        "outcome": str(outcome),
        "clause": (expected.primary or next(iter(expected.either), "")),
        "category": ", ".join(row.case.categories),
        "by": by,
    }


def _key(row: ScoredTrial) -> str:
    """Another answer to the same case is another thing to label."""
    assert row.deliberation is not None
    key = row.trial.key
    said = hashlib.sha256(row.deliberation.answer.encode()).hexdigest()[:12]
    return f"{key.case} {key.model} {key.mode} {key.repeat} {said}"


def _labelled(path: Path) -> set[str]:
    try:
        return {str(json.loads(line).get("key")) for line in _lines(path)}
    except (ValueError, AttributeError) as error:
        raise DelibctlError(f"{path} holds no labels: {error}", next="name another file") from error
