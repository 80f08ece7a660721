"""Draw, by a seventh seed, sentences of public usage policies that no other set took.

`PYTHONPATH=tests python -m compare.policies.word_edits.draw_public` prints them. Few sentences of
the other files were left. Each was then edited by hand, as in `draw.py`, and labelled before the
rules were changed. The files hold rules below the lines "Should not", "Can" and "Should": those of
the Aegis safety policy (permissive), of GitHub's acceptable use policies, and of three public
assistants. A folder of data without them has no such set. The replaced words are in
`public_edits.jsonl`.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from compare.policies.word_edits import draw
from compare.policies.word_edits.draw import FAMILIES, NEUTRAL, Sentence

SEED = 20261203
FILES = tuple(f"public_policies/{name}.txt" for name in ("aegis", "github", "assistants"))
COUNTS = {"refuse": 26, "comply": 16, "safe-complete": 22}
"""The number of lines of each outcome that are drawn; one of them is a heading, and is left out."""

_HEADINGS = ("Should not", "Can", "Should")
_SAFELY_COMPLETED = 0.2
_SHORTEST = 5


@cache
def draw_public(folder: Path) -> list[Sentence]:
    """Return the sentences that are drawn from the files below a folder, in random order."""
    random = Random(SEED)
    families = [*FAMILIES] * 5 + [NEUTRAL] * 9
    random.shuffle(families)
    pools: dict[str, list[tuple[str, int, int]]] = {outcome: [] for outcome in COUNTS}
    for file in FILES:
        for heading, start, end in _lines(draw.read(folder, file)):
            pools[_outcome(random, heading)].append((file, start, end))
    drawn = []
    for outcome, count in COUNTS.items():
        random.shuffle(pools[outcome])
        drawn += [(*place, outcome) for place in pools[outcome][:count]]
    random.shuffle(drawn)
    return [
        Sentence(file, start, end, outcome, family)
        for (file, start, end, outcome), family in zip(drawn, families, strict=True)
        if not draw.read(folder, file)[start:end].startswith("O4:")
    ]


def _outcome(random: Random, heading: str) -> str:
    if heading == "Should not":
        return "safe-complete" if random.random() < _SAFELY_COMPLETED else "refuse"
    return random.choice(("comply", "safe-complete") if heading == "Can" else ("safe-complete",))


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the heading above each longer line, and the line's start and end without a dash."""
    heading, start = "", 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words in _HEADINGS:
            heading = words
        elif len(words.split()) >= _SHORTEST and heading:
            yield heading, start + 2 * words.startswith("- "), start + len(line.rstrip())
        start += len(line)


if __name__ == "__main__":
    draw.show("public_edits", draw_public)
