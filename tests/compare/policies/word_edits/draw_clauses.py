"""Draw, by another seed, sentences that read like clauses and are not those of the first set.

`PYTHONPATH=tests python -m compare.policies.word_edits.draw_clauses` prints them. Each was then
edited by hand, as in `draw.py`. The replaced words are in `clause_edits.jsonl`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random

from compare.policies.word_edits import draw
from compare.policies.word_edits.corpus import FOOTNOTE
from compare.policies.word_edits.draw import FAMILIES, NEUTRAL, SENTENCE, SPEC, Sentence

Groups = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
Pool = Iterator[tuple[str, int, int, int]]
"""File, start, end and end of the next sentence of each clause that may be drawn."""

SEED = 20260420
REVISIONS = "roost_policies/policy_revisions/policy_v00"
SPECS = (SPEC, "model_spec/model_spec.2025-09-12.md", "model_spec/model_spec.2025-02-12.md")
LISTS = (
    f"{REVISIONS}3.md",
    f"{REVISIONS}1.md",
    f"{REVISIONS}2.md",
    "roost_policies/gptoss_drug_policy.md",
    "risk_atlas/ailuminate.yaml",
)
TAKEN: Groups = {
    "refuse": ((LISTS, 25), (SPECS, 15)),
    "comply": ((LISTS, 21), (SPECS, 19)),
    "safe-complete": ((SPECS, 40),),
}
"""The number of clauses of each outcome that are drawn from each group of files; 120 in all."""

BEHAVIOUR = re.compile(
    r"\b(?:the assistant|the model|models|^it|responses?|, it)"
    r" (?:should|must|may|can|cannot|does not need to|is free to)\b",
    re.I,
)
DESCRIBES = re.compile(
    r"\b(?:may|can) (?:sometimes|encounter|understand|interact|have|not be aware|derive|output)\b"
    r"|\b(?:it can(?:not)? be|be interrupted|in the spec|such tests|applicable instructions)\b"
    r"|^(?:Which|When the assistant must|Execution errors|On the other hand|ambiguous)\b"
    r"|^(?:Some tool calls|When practical|When considering tool calls|Explain)\b"
    r"|version\*? of the Model Spec|^For clarity|this is the end|\[chain of command\]",
    re.I,
)
LISTED_CONTENT = re.compile(
    r"^(?!Seeking|Request|Stating|Defending|Claiming|Using|Answering|Planning|Justif|Does not|Must"
    r"|Without|Explicit offers|Apply|Do not|Classify|Dismissing|Content (?:where|implying))"
)
LISTED_RESPONSES = re.compile(r"^(?:Una|A)cceptable responses")
HEADINGS = re.compile(r"^#+ .*?(?:(VIOLATES|Includes)|(SAFE|Excludes))\s*$|^#+ ([^\n]*)$", re.M)
PROHIBITS = re.compile(
    r"\b(?:should|must|may|can) (?:also |generally )?(?:not|never|avoid|refuse)\b"
    r"(?! avoid)|\bshouldn.t\b|\bit should(?: also)? avoid\b|\bnever overstep\b",
    re.I,
)
HELPS = re.compile(
    r"\bnever avoid\b|\b(?:may|can) (?:still |also |only )?(?!not\b)\w"
    r"|\bshould (?:generally |simply |typically |also |still |fairly )*(?:help|comply|answer"
    r"|provide|support|engage|honou?r|obey|present|describe|display|respect|offer)\b",
    re.I,
)


def clauses(folder: Path, files: tuple[str, ...], behaviour: re.Pattern[str] = BEHAVIOUR) -> Pool:
    """Yield file, start, end and end of the next sentence for the sentences that state a rule."""
    for file in files:
        text = draw.read(folder, file)
        for start, end, next_end in draw.sentences(file, text):
            if states_rule(file, text, start, end, behaviour):
                yield file, start, end, next_end


def states_rule(
    file: str, text: str, start: int, end: int, behaviour: re.Pattern[str] = BEHAVIOUR
) -> bool:
    """Return True if a sentence rules what the model does, or is an item of a list of rules."""
    words = text[start:end]
    if file in SPECS:
        return bool(behaviour.search(words)) and not DESCRIBES.search(words)
    if file.endswith(".yaml"):
        return bool(LISTED_RESPONSES.search(words))
    return bool(LISTED_CONTENT.search(words)) and any(heading(text, start))


def heading(text: str, start: int) -> tuple[str | None, str | None]:
    """Return the word of the heading above that prohibits, and the word that allows."""
    above = list(HEADINGS.finditer(text, 0, start))
    return (above[-1][1], above[-1][2]) if above else (None, None)


def outcomes(folder: Path, file: str, start: int, end: int) -> tuple[str, ...]:
    """Return the outcomes that fit a clause."""
    text = draw.read(folder, file)
    words = text[start:end]
    if file in SPECS:
        if PROHIBITS.search(words):
            return ("refuse", "safe-complete")
        return ("comply",) if HELPS.search(words) else ("safe-complete",)
    allowed = heading(text, start)[1] or words.startswith("Acceptable")
    return ("comply",) if allowed else ("refuse",)


def terms(words: str) -> set[str]:
    """Return the words of a sentence, without the marks of its footnotes."""
    return set(re.findall(r"\w+", FOOTNOTE.sub("", words).lower()))


def alike(one: set[str], other: set[str]) -> bool:
    """Return True if two sentences share most of their words, or one is within the other."""
    return len(one & other) >= 0.6 * min(len(one), len(other))


@cache
def draw_clauses(folder: Path) -> list[Sentence]:
    """Return the clauses that are drawn from the files below a folder, in random order."""
    return draw_unlike(folder, draw.draw(folder), SEED, TAKEN)


def draw_families(random: Random, count: int) -> list[str]:
    """Return a family for each of `count` edits; 15 % of them change no meaning."""
    neutral = count * 15 // 100
    times, extra = divmod(count - neutral, len(FAMILIES))
    families = [*FAMILIES * times, *random.sample(FAMILIES, extra)] + [NEUTRAL] * neutral
    random.shuffle(families)
    return families


def draw_unlike(
    folder: Path,
    others: list[Sentence],
    seed: int,
    taken: Groups,
    clauses_of: Callable[[Path, tuple[str, ...]], Pool] = clauses,
    outcomes_of: Callable[[Path, str, int, int], tuple[str, ...]] = outcomes,
) -> list[Sentence]:
    """Return the clauses that a seed draws and that resemble none of the other sentences."""
    random = Random(seed)
    earlier = [terms(draw.read(folder, s.file)[s.start : s.end]) for s in others]
    families = draw_families(random, sum(n for groups in taken.values() for _, n in groups))
    drawn: list[Sentence] = []
    for outcome, groups in taken.items():
        for files, count in groups:
            rules = clauses_of(folder, files)
            pool = [rule for rule in rules if outcome in outcomes_of(folder, *rule[:3])]
            random.shuffle(pool)
            enough = len(drawn) + count
            while len(drawn) < enough:
                file, start, end, next_end = pool.pop()
                text = draw.read(folder, file)
                if families[-1] == SENTENCE and draw.is_rule(file, text[end:next_end].strip()):
                    end = next_end
                words = terms(text[start:end])
                if not any(alike(words, sentence) for sentence in earlier):
                    earlier.append(words)
                    drawn.append(Sentence(file, start, end, outcome, families.pop()))
    random.shuffle(drawn)
    return drawn


if __name__ == "__main__":
    draw.show("clause_edits", draw_clauses)
