"""Changes of words between releases of the Model Spec, and the labels that a reader gave them.

The releases are read through DELIBCTL_DATA. The labels are stored by id, without any text.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from compare.policies.model_spec.convert import convert

from delibctl.compare.kinds import (
    CONDITION_CHANGED,
    DEFINITION_CHANGED,
    MODAL_CHANGED,
    SUMMARY_CHANGED,
    TEXT_CHANGED,
)
from delibctl.compare.policies.change import Change
from delibctl.model import Policy

HERE = Path(__file__).parent
SEED, SAMPLE = 13, 40
_KINDS = {MODAL_CHANGED, CONDITION_CHANGED, TEXT_CHANGED, DEFINITION_CHANGED, SUMMARY_CHANGED}


@dataclass(frozen=True, kw_only=True)
class WordChange:
    """A change of the words of a clause, a definition or a summary that both releases have.

    `id`: both releases, the part and its subject. `style`: that of the clause, "" if it has none.
    """

    id: str
    style: str
    change: Change


def load_releases() -> list[Policy] | None:
    """Return the releases as policies, earliest first, or None if DELIBCTL_DATA is unset."""
    if "DELIBCTL_DATA" not in os.environ:
        return None
    folder = Path(os.environ["DELIBCTL_DATA"]) / "model_spec"
    dates = ((path.stem.removeprefix("model_spec."), path) for path in folder.glob("model_spec.*"))
    return [
        convert(path.read_text("utf-8"), f"{date.replace('-', '')}.0.0", path.name)
        for date, path in sorted(dates)
    ]


def word_changes(old: Policy, new: Policy, changes: Iterable[Change]) -> list[WordChange]:
    """Return the changes of words, by id. Titles, metadata and layout are not words."""
    releases = f"{old.version.split('.')[0]}-{new.version.split('.')[0]}"
    reworded = [change for change in changes if change.kind in _KINDS]
    return sorted(
        (
            WordChange(
                id=f"{releases}/{change.part}/{change.subject}",
                style=_style(change, old, new),
                change=change,
            )
            for change in reworded
            if change.before is not None and change.after is not None
        ),
        key=lambda words: words.id,
    )


def _style(change: Change, old: Policy, new: Policy) -> str:
    clause = new.clause_by_id.get(change.subject)
    if clause is None:
        return ""
    former = old.clause_by_id.get(change.subject, clause).style
    return clause.style if former == clause.style else f"{former}, then {clause.style}"


def draw(changes: Iterable[WordChange]) -> list[WordChange]:
    """Return at most 40 changes, drawn by seed whatever their direction."""
    candidates = list(changes)
    drawn = Random(SEED).sample(candidates, min(SAMPLE, len(candidates)))
    return sorted(drawn, key=lambda words: words.id)


def load_labels() -> dict[str, str]:
    """Return the label that a reader gave each drawn change, by id."""
    labels: dict[str, str] = json.loads((HERE / "labels.json").read_text("utf-8"))
    return labels
