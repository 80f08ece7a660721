"""How often the likely direction of an edit is the one that a reader gave it."""

from collections.abc import Iterable
from dataclasses import dataclass

from compare.policies.word_edits.corpus import WordEdit, load_edits

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

SETS = (
    "edits",
    "clause_edits",
    "held_out_edits",
    "fourth_edits",
    "unseen_edits",
    "sixth_edits",
)
_LABELS = {
    Direction.LOOSENS: "looser",
    Direction.TIGHTENS: "stricter",
    Direction.NEUTRAL: "neutral",
    Direction.UNKNOWN: "unclear",
}


@dataclass(frozen=True)
class Measured:
    """Ids of edits: likely directions that a reader gave too or did not, and unclear ones.

    `hidden`: called neutral though a reader called it looser. `reversed`: called stricter though.
    """

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unclear: tuple[str, ...]
    hidden: tuple[str, ...]
    reversed: tuple[str, ...]

    @property
    def share_right(self) -> float:
        """The share of the likely directions that are right, 0 to 1."""
        return len(self.right) / (len(self.right) + len(self.wrong))

    @property
    def share_unclear(self) -> float:
        """The share of all edits that are unclear, 0 to 1."""
        return len(self.unclear) / (len(self.right) + len(self.wrong) + len(self.unclear))


def measure(edits: Iterable[WordEdit]) -> Measured:
    """Compare the direction of each edit with the labels of the readers."""
    ids: dict[str, list[str]] = {
        "right": [],
        "wrong": [],
        "unclear": [],
        "hidden": [],
        "reversed": [],
    }
    for edit in edits:
        label = _LABELS[classify(edit.before, edit.after, Outcome(edit.outcome)).direction]
        verdict = "right" if label in edit.labels else "wrong"
        ids["unclear" if label == "unclear" else verdict].append(edit.id)
        if label == "neutral" and "looser" in edit.labels:
            ids["hidden"].append(edit.id)
        if label == "stricter" and "looser" in edit.labels:
            ids["reversed"].append(edit.id)
    return Measured(**{name: tuple(found) for name, found in ids.items()})


def main() -> None:
    """Print the figures of each set."""
    for name in SETS:
        edits = load_edits(name)
        if edits is None:
            print(f"{name}: not measured, DELIBCTL_DATA lacks its sentences")
            continue
        result = measure(edits)
        print(
            f"{name}: {len(edits)} edits; {len(result.right)} of "
            f"{len(result.right) + len(result.wrong)} likely directions right "
            f"({result.share_right:.1%}), {result.share_unclear:.1%} unclear, "
            f"{len(result.hidden)} loosenings called neutral; wrong: {', '.join(result.wrong)}"
        )


if __name__ == "__main__":
    main()
