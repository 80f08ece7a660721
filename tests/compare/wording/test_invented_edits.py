"""Edits of invented sentences, with the direction that a reader gave each."""

from pathlib import Path

import pytest
from compare.wording.development import LABELS, text

from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

FILES = [f"invented_edits_{number}.txt" for number in range(1, 5)]


def compared(name: str) -> list[tuple[str, str, str]]:
    """Return the label, the direction said and the sentence of each edit."""
    rows = []
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            outcome, label, sentence = (part.strip() for part in line.split("|"))
            change = classify(text(sentence, 1), text(sentence, 2), Outcome(outcome))
            rows.append((label, LABELS[change.direction], sentence))
    return rows


@pytest.mark.parametrize("name", [*FILES, "freeing_edits.txt"])
def test_no_loosening_is_called_stricter_or_neutral(name: str) -> None:
    assert [
        row for row in compared(name) if row[0] == "looser" and row[1] in ("stricter", "neutral")
    ] == []


@pytest.mark.parametrize("name", FILES)
def test_nearly_all_directions_are_right_and_most_edits_have_one(name: str) -> None:
    rows = compared(name)
    said = [row for row in rows if row[1] != "unclear"]

    assert len(rows) >= 55
    assert sum(label == direction for label, direction, _ in said) >= 0.95 * len(said)
    assert len(rows) - len(said) <= len(rows) / 3
