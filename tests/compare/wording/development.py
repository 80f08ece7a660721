"""Edits of invented sentences by kind, half of them held back while rules are fitted.

`PYTHONPATH=tests python -m compare.wording.development` prints the figures of both halves.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

HERE = Path(__file__).parent
SEED = 20261202
LABELS = {
    Direction.LOOSENS: "looser",
    Direction.TIGHTENS: "stricter",
    Direction.NEUTRAL: "neutral",
    Direction.UNKNOWN: "unclear",
}


@dataclass(frozen=True)
class InventedEdit:
    """A sentence with its edits in brackets, their kind, and the label that a reader gave."""

    kind: str
    outcome: Outcome | None
    label: str
    marked: str

    @property
    def before(self) -> str:
        """The sentence before the edits."""
        return text(self.marked, 1)

    @property
    def after(self) -> str:
        """The sentence after the edits."""
        return text(self.marked, 2)

    @property
    def direction(self) -> str:
        """The direction that delibctl gives."""
        return LABELS[classify(self.before, self.after, self.outcome).direction]


def text(sentence: str, side: int) -> str:
    """Return a sentence before (1) or after (2) the edits in its brackets."""
    edited = re.sub(r"\[(.*?)=>(.*?)\]", lambda match: f" {match[side]} ", sentence)
    return re.sub(r" ([.,;:])", r"\1", " ".join(edited.split()))


def load(name: str) -> list[InventedEdit]:
    """Return the edits of a file in order."""
    kind, edits = "", []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("#"):
            kind = line.removeprefix("## ")
            continue
        outcome, label, sentence = (part.strip() for part in line.split("|"))
        edits.append(
            InventedEdit(kind, None if outcome == "any" else Outcome(outcome), label, sentence)
        )
    return edits


def halves(edits: Iterable[InventedEdit]) -> tuple[list[InventedEdit], list[InventedEdit]]:
    """Return the half that rules are fitted on, and the half that is held back, by kind."""
    by_kind: dict[str, list[InventedEdit]] = defaultdict(list)
    for edit in edits:
        by_kind[edit.kind].append(edit)
    draw = random.Random(SEED)
    fitted, held_back = [], []
    for kind in by_kind.values():
        draw.shuffle(kind)
        fitted += kind[: (len(kind) + 1) // 2]
        held_back += kind[(len(kind) + 1) // 2 :]
    return fitted, held_back


def main() -> None:
    """Print the figures of both halves, and the unclear and wrong ones of each kind."""
    for name, edits in zip(
        ("fitted", "held back"), halves(load("development_edits.txt")), strict=True
    ):
        verdicts = Counter(
            "unclear"
            if e.direction == "unclear"
            else "right"
            if e.direction == e.label
            else "wrong"
            for e in edits
        )
        hidden = sum(e.label == "looser" and e.direction == "neutral" for e in edits)
        reversed_ = sum(e.label == "looser" and e.direction == "stricter" for e in edits)
        print(
            f"{name}: {len(edits)} edits; {dict(verdicts)}; {hidden} hidden, {reversed_} reversed"
        )
        for kind in dict.fromkeys(e.kind for e in edits):
            of_kind = [e for e in edits if e.kind == kind]
            unclear = sum(e.direction == "unclear" for e in of_kind)
            wrong = sum(e.direction not in ("unclear", e.label) for e in of_kind)
            print(f"  {kind}: {len(of_kind)}, {unclear} unclear, {wrong} wrong")


if __name__ == "__main__":
    main()
