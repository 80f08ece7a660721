"""How many changes of words between neighbouring releases of the Model Spec have a direction.

`python -m compare.policies.model_spec.measure LISTING DIRECTIONS` also writes those that are drawn:
a listing for a reader, without directions, and a JSON file with the directions.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from compare.policies.model_spec.corpus import (
    WordChange,
    draw,
    load_labels,
    load_releases,
    word_changes,
)

from delibctl.compare.policies.change import Change
from delibctl.compare.policies.diff import policy_diff
from delibctl.compare.scales import Direction

MOVES = (Direction.LOOSENS, Direction.TIGHTENS)
LABELS = {
    Direction.LOOSENS: "looser",
    Direction.TIGHTENS: "stricter",
    Direction.NEUTRAL: "neutral",
    Direction.UNKNOWN: "unclear",
}


def passages(before: str, after: str) -> list[tuple[str, str]]:
    """Return each run of sentences that differ, as the old text and the new one."""
    old, new = (re.split(r"(?<=[.!?:])\s+|\n+", text) for text in (before, after))
    return [
        (" ".join(old[a:b]), " ".join(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def directions(changes: Iterable[Change]) -> dict[str, int]:
    """Return the count of each direction with its evidence, such as "loosens (likely)"."""
    counts = Counter(f"{change.direction} ({change.evidence})" for change in changes)
    return dict(sorted(counts.items()))


def wrong(drawn: Iterable[WordChange], labels: dict[str, str]) -> list[str]:
    """Return each drawn change whose direction is not the label, unless the tool calls it unclear.

    An entry is the id, the direction, and the label.
    """
    pairs = ((words.id, words.change.direction, labels[words.id]) for words in drawn)
    return [
        f"{id}: {direction}, read as {label}"
        for id, direction, label in pairs
        if LABELS[direction] not in (label, "unclear")
    ]


def main() -> None:
    """Print the figures of each pair; write the listing and the directions if files are given."""
    words: list[WordChange] = []
    for old, new in pairwise(load_releases() or []):
        changes = policy_diff(old, new).changes
        words += (pair := word_changes(old, new, changes))
        print(f"{old.version} to {new.version}")
        print(f"  {len(changes)} changes: {directions(changes)}")
        print(f"  {len(pair)} changes of words: {directions(word.change for word in pair)}")
    moved = [word for word in words if word.change.direction in MOVES]
    print(f"{len(moved)} of {len(words)} changes of words have a direction")
    drawn = draw(words)
    print("wrong:", *wrong(drawn, load_labels()), sep="\n  ")
    if len(sys.argv) == 3:
        listing, answers = map(Path, sys.argv[1:])
        listing.write_text(
            "\n".join(_entry(*entry) for entry in enumerate(drawn, start=1)), "utf-8"
        )
        told = {word.id: [word.change.direction, word.change.message] for word in drawn}
        answers.write_text(json.dumps(told, indent=1), "utf-8")


def _entry(number: int, words: WordChange) -> str:
    change = words.change
    lines = [f"## {number}. {words.id}{words.style and f' (style {words.style})'}"]
    for index, (old, new) in enumerate(passages(change.before or "", change.after or ""), start=1):
        lines.append(f"{number}.{index}")
        lines += [f"{sign} {text}" for sign, text in (("-", old), ("+", new)) if text]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
