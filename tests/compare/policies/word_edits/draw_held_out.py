"""Draw, by a third seed, clauses that are not those of the other two sets.

`PYTHONPATH=tests python -m compare.policies.word_edits.draw_held_out` prints them. Each was then
edited by hand, as in `draw.py`. The replaced words are in `held_out_edits.jsonl`.
"""

import re
from functools import cache, partial
from pathlib import Path

from compare.policies.word_edits import draw
from compare.policies.word_edits.draw import Sentence
from compare.policies.word_edits.draw_clauses import (
    BEHAVIOUR,
    LISTS,
    SPECS,
    Groups,
    clauses,
    draw_clauses,
    draw_unlike,
)

SEED = 20260515
LONGER_LISTS = ("roost_policies/toxicity_policy.md", *LISTS)
TAKEN: Groups = {
    "comply": ((LONGER_LISTS, 22), (SPECS, 2)),
    "refuse": ((LONGER_LISTS, 24), (SPECS, 4)),
    "safe-complete": ((SPECS, 28),),
}
"""The number of clauses of each outcome that are drawn from each group of files; 80 in all."""

RULES = re.compile(
    BEHAVIOUR.pattern + r"|\b(?:should|must)(?: typically| also| never| not| in itself)*"
    r" (?:be (?!on their|formatted)|reveal|signal|happen|include|enhance|come)",
    re.I,
)
"""The first and second sets took most clauses about the assistant, so passive rules count here."""


@cache
def draw_held_out(folder: Path) -> list[Sentence]:
    """Return the clauses that are drawn from the files below a folder, in random order."""
    others = draw.draw(folder) + draw_clauses(folder)
    return draw_unlike(folder, others, SEED, TAKEN, partial(clauses, behaviour=RULES))


if __name__ == "__main__":
    draw.show("held_out_edits", draw_held_out)
