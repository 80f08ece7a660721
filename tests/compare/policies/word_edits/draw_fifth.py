"""Draw, by a fifth seed, sentences of clauses that are not those of the other four sets.

`PYTHONPATH=tests python -m compare.policies.word_edits.draw_fifth` prints them. Each was then
edited by hand, as in `draw.py`, before the rules were fitted on the fourth set. The replaced
words are in `unseen_edits.jsonl`.
"""

from functools import cache
from pathlib import Path

from compare.policies.word_edits import draw, draw_clauses
from compare.policies.word_edits.draw import Sentence
from compare.policies.word_edits.draw_clauses import SPECS, Groups, Pool
from compare.policies.word_edits.draw_fourth import NOT_A_CLAUSE, TAXONOMY, draw_fourth
from compare.policies.word_edits.draw_held_out import draw_held_out

SEED = 20260703
REFUSED = (
    TAXONOMY,
    "roost_policies/gptoss_drug_policy.md",
    "roost_policies/toxicity_policy.md",
    "roost_policies/harm_taxonomy.yaml",
    "spam_policy/policy.txt",
    "risk_atlas/ailuminate.yaml",
    "risk_atlas/granite_guardian_dimensions.yaml",
)
TAKEN: Groups = {
    "refuse": ((REFUSED, 26), (SPECS, 4)),
    "comply": ((SPECS, 22),),
    "safe-complete": ((SPECS, 16), (REFUSED, 12)),
}
"""The number of clauses of each outcome that are drawn from each group of files; 80 in all."""


def clauses(folder: Path, files: tuple[str, ...]) -> Pool:
    """Yield the sentences that forbid or ask for something, or that list what is refused."""
    for file in files:
        text = draw.read(folder, file)
        for start, end, next_end in draw.sentences(file, text):
            words = " ".join(text[start:end].split())
            if not NOT_A_CLAUSE.search(words) and len(outcomes(folder, file, start, end)) < 3:
                yield file, start, end, next_end


def outcomes(folder: Path, file: str, start: int, end: int) -> tuple[str, ...]:
    """Return the outcomes that fit a sentence."""
    return draw.outcomes(file, draw.read(folder, file), start, end)


@cache
def draw_fifth(folder: Path) -> list[Sentence]:
    """Return the clauses that are drawn from the files below a folder, in random order."""
    others = [
        *draw.draw(folder),
        *draw_clauses.draw_clauses(folder),
        *draw_held_out(folder),
        *draw_fourth(folder),
    ]
    return draw_clauses.draw_unlike(folder, others, SEED, TAKEN, clauses, outcomes)


if __name__ == "__main__":
    draw.show("unseen_edits", draw_fifth)
