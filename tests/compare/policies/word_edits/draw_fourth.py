"""Draw, by a fourth seed, clauses that are not those of the other three sets.

`PYTHONPATH=tests python -m compare.policies.word_edits.draw_fourth` prints them. Each was then
edited by hand, as in `draw.py`, without reading or running the code that judges edits. The
replaced words are in `fourth_edits.jsonl`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from compare.policies.word_edits import draw, draw_clauses
from compare.policies.word_edits.draw import Sentence
from compare.policies.word_edits.draw_clauses import DESCRIBES, PROHIBITS, SPECS, Groups, Pool
from compare.policies.word_edits.draw_held_out import LONGER_LISTS, RULES, draw_held_out

SEED = 20260608
TAXONOMY = "risk_atlas/air_2024_data.yaml"
TAKEN: Groups = {
    "refuse": ((LONGER_LISTS, 10), ((TAXONOMY,), 6), (SPECS, 10)),
    "comply": ((LONGER_LISTS, 1), (SPECS, 25)),
    "safe-complete": ((SPECS, 28),),
}
"""The number of clauses of each outcome that are drawn from each group of files; 80 in all."""

STATES = re.compile(
    RULES.pattern + r"|^(?:The assistant|It)(?:'s \w+)? (?!was|has\b|does|thrives|embodies)\w+s\b"
    r"|, the assistant is\b|^(?:Avoid|Emphasize|Speak|Explain|Keep)\b",
    re.I,
)
"""The other sets took most clauses that command, so clauses that state a manner count here."""
NOT_A_CLAUSE = re.compile(
    r"\b(we|our|OpenAI|JSON|Example|AILuminate|U18)\b|^(If above|For example)|[|`{]|:$"
    r"|^It (?:is primarily|draws|recognizes the inherent)|trust is earned|acutely|uniquely"
    r"|never to \*",
)
"""Sentences with footnotes and references count here; `NOT_A_RULE` leaves them out."""
DEFLECTS = re.compile(
    r"\b(?:declin|refus|refrain|prohibit|disallow|caution|omit|ignored|last resort|over autonomy"
    r"|should be only|prevent imminent|cannot answer|must adhere|immediate help|self-injur)",
    re.I,
)
"""A clause that turns a request away is not drawn as one that complies."""
DEFINES = re.compile(
    r"is defined as (?:if|whether) the model(?:'s)? (?:response |potentially )*"
    r"(?:promotes|assists|facilitates|supports|engages|perpetuates|glorifies|advertises)"
)


def clauses(folder: Path, files: tuple[str, ...]) -> Pool:
    """Yield file, start, end and end of the next sentence for the clauses of files."""
    for file in files:
        text = draw.read(folder, file)
        if file in SPECS:
            yield from ((file, *span) for span in spec_clauses(text))
        elif file == TAXONOMY:
            for span in draw.sentences(file, text):
                if DEFINES.search(" ".join(text[span[0] : span[1]].split())):
                    yield (file, *span)
        else:
            yield from draw_clauses.clauses(folder, (file,), RULES)


def spec_clauses(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the start and end of each clause of a Model Spec, and the end of the sentence after."""
    for first, last in draw.paragraphs(SPECS[0], text):
        breaks = list(draw.SENTENCE_END.finditer(text, first, last))
        ends = [*(match.start() for match in breaks), last]
        starts = [first, *(match.end() for match in breaks)]
        for start, end, next_end in zip(starts, ends, [*ends[1:], last], strict=True):
            words = " ".join(text[start:end].split())
            if (
                6 <= len(words.split()) <= 56
                and words.count("(") == words.count(")")
                and STATES.search(words)
                and not NOT_A_CLAUSE.search(words)
                and not DESCRIBES.search(words)
            ):
                yield start, end, next_end


def outcomes(folder: Path, file: str, start: int, end: int) -> tuple[str, ...]:
    """Return the outcomes that fit a clause."""
    if file == TAXONOMY:
        return ("refuse",)
    if file not in SPECS:
        return draw_clauses.outcomes(folder, file, start, end)
    words = draw.read(folder, file)[start:end]
    if PROHIBITS.search(words):
        return (
            ("safe-complete",)
            if "comply" in words or "never refuse" in words
            else ("refuse", "safe-complete")
        )
    return ("safe-complete",) if DEFLECTS.search(words) else ("comply", "safe-complete")


@cache
def draw_fourth(folder: Path) -> list[Sentence]:
    """Return the clauses that are drawn from the files below a folder, in random order."""
    others = draw.draw(folder) + draw_clauses.draw_clauses(folder) + draw_held_out(folder)
    return draw_clauses.draw_unlike(folder, others, SEED, TAKEN, clauses, outcomes)


if __name__ == "__main__":
    draw.show("fourth_edits", draw_fourth)
