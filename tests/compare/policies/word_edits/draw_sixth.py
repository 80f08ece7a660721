"""Draw, by a sixth seed, sentences of clauses that are not those of the other five sets.

`PYTHONPATH=tests python -m compare.policies.word_edits.draw_sixth` prints them. Each was then
edited by hand, as in `draw.py`, and labelled before the classifier saw it. Few clauses were left
that comply. The replaced words are in `sixth_edits.jsonl`.
"""

from functools import cache
from pathlib import Path

from compare.policies.word_edits import draw, draw_clauses
from compare.policies.word_edits.corpus import load_rows
from compare.policies.word_edits.draw import Sentence
from compare.policies.word_edits.draw_clauses import SPECS, Groups
from compare.policies.word_edits.draw_fifth import REFUSED, clauses, outcomes

SEED = 20260817
TAKEN: Groups = {
    "comply": ((SPECS, 6), (("roost_policies/gptoss_drug_policy.md",), 2)),
    "refuse": ((REFUSED, 32),),
    "safe-complete": ((REFUSED, 22),),
}
"""The number of clauses of each outcome that are drawn from each group of files; 62 in all."""
EARLIER = ("edits", "clause_edits", "held_out_edits", "fourth_edits", "unseen_edits")


@cache
def draw_sixth(folder: Path) -> list[Sentence]:
    """Return the clauses that are drawn from the files below a folder, in random order."""
    others = [
        Sentence(row["file"], row["start"], row["end"], row["outcome"], row["family"])
        for name in EARLIER
        for row in load_rows(name)
    ]
    return draw_clauses.draw_unlike(folder, others, SEED, TAKEN, clauses, outcomes)


if __name__ == "__main__":
    draw.show("sixth_edits", draw_sixth)
