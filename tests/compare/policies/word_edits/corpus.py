"""Edits of sentences of real policies, of one word or phrase each, and their labels by two readers.

There are six sets: `edits`, of sentences of every kind, `clause_edits`, `held_out_edits` and
`fourth_edits`, of clauses only, and `unseen_edits` and `sixth_edits`, of the rule-like sentences
that were left. The rules were fitted on the first four. The others were measured unseen, and then
showed kinds of edits that had no rule. One reader labelled the fifth twice, the second time in
another order, and the sixth once. The `.jsonl` files hold positions and replaced words. The
sentences are read through DELIBCTL_DATA.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from delibctl.stats.agreement import Kappa, kappa

HERE = Path(__file__).parent
FOOTNOTE = re.compile(r"\[\^\w+\]")
LABELS = ("looser", "stricter", "neutral", "unclear")


@dataclass(frozen=True, kw_only=True)
class WordEdit:
    """A sentence before and after its edit; `outcome` is the style of the clause it is put into."""

    id: str
    outcome: str
    before: str
    after: str
    family: str
    labels: tuple[str, ...] = field(default=(), compare=False)
    """One label from each reader whose labels are stored."""


def load_edits(name: str = "edits") -> list[WordEdit] | None:
    """Return the edits of a set in the order of their ids, or None if DELIBCTL_DATA lacks a file.

    Raises ValueError if the replaced words are not found at their position.
    """
    if "DELIBCTL_DATA" not in os.environ:
        return None
    folder = Path(os.environ["DELIBCTL_DATA"])
    rows = load_rows(name)
    if not all((folder / file).exists() for file in {row["file"] for row in rows}):
        return None
    readers = [labels for reader in "ab" if (labels := load_labels(reader, name))]
    return [read_edit(folder, row, tuple(labels[row["id"]] for labels in readers)) for row in rows]


def load_rows(name: str = "edits") -> list[dict[str, Any]]:
    """Return the lines of the `.jsonl` file of a set.

    A row has `out`, the replaced words, or `length`, the characters of a sentence that is dropped.
    """
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def load_labels(reader: str, name: str = "edits") -> dict[str, str]:
    """Return the labels of reader `a` or `b` for a set by id; empty if they are not stored."""
    path = HERE / f"{name.removesuffix('edits')}labels_{reader}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def read_edit(folder: Path, row: dict[str, Any], labels: tuple[str, ...]) -> WordEdit:
    """Return the edit of a row; footnote marks go, whitespace becomes one space."""
    text = (folder / row["file"]).read_bytes().decode()
    start, end, at = row["start"], row["end"], row["at"]
    until = at + row.get("length", len(row.get("out", "")))
    if not start <= at <= until <= end or text[at:until] != row.get("out", text[at:until]):
        raise ValueError(f"{row['id']}: the replaced words are not at {at} of {row['file']}")
    return WordEdit(
        id=row["id"],
        outcome=row["outcome"],
        before=plain(text[start:end]),
        after=plain(text[start:at] + row["into"] + text[until:end]),
        family=row["family"],
        labels=labels,
    )


def plain(text: str) -> str:
    """Return a text in one line, without the marks of its footnotes."""
    return " ".join(FOOTNOTE.sub("", text).split())


def agreement(edits: Sequence[WordEdit]) -> Kappa | None:
    """Return Cohen's kappa of the two readers; None if labels are missing or all equal."""
    pairs = Counter(edit.labels for edit in edits if len(edit.labels) == 2)
    return kappa({(a, b): count for (a, b), count in pairs.items()}) if pairs else None
