"""Draw, by seed, sentences of real policies, each with an outcome and a family of edits.

`python tests/compare/policies/word_edits/draw.py` prints them. Each was then edited by hand; where
the drawn family does not fit a sentence, another was used. The replaced words are in `edits.jsonl`.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

SEED = 20260301
SPEC = "model_spec/model_spec.2025-12-18.md"
TAKEN = {
    SPEC: 72,
    "model_spec/model_spec.2025-02-12.md": 12,
    "roost_policies/gptoss_drug_policy.md": 20,
    "roost_policies/toxicity_policy.md": 18,
    "roost_policies/policy_revisions/policy_v003.md": 12,
    "roost_policies/policy_revisions/policy_v001.md": 6,
    "roost_policies/harm_taxonomy.yaml": 6,
    "spam_policy/policy.txt": 4,
    "risk_atlas/ailuminate.yaml": 10,
    "risk_atlas/granite_guardian_dimensions.yaml": 8,
}
"""The number of sentences that are drawn from each file; 168 in all."""

NEUTRAL = "no change of meaning"
SENTENCE = "sentence added or dropped"
FAMILIES = (
    "modal strength",
    "negation",
    "exception or condition",
    "scope word",
    "item of an enumeration",
    "number or unit",
    "class or group",
    "hedge or softener",
    "modifier",
    "noun or verb",
    SENTENCE,
)

SKIPPED = re.compile(
    r"^(?P<fence>~~~|```).*?^(?P=fence)[^\n]*$|^!!![^\n]*\n(?: {4}[^\n]*\n|\n)*"
    r"|^#+ EXAMPLES.*|\A.*?^(?:riskgroups|categories):",
    re.S | re.M,
)
MARKDOWN_LINE = re.compile(r"^ {0,6}(?:[-*]|\d+\.)?\s*(?:\*\*[^*\n]+\*\*:?\s*)?(?=\w)(.+)$", re.M)
TEXT_LINE = re.compile(r"^(?:[A-Z][\w ]+: +)?((?!GOAL)[A-Z][a-z].+)$", re.M)
DESCRIPTION = re.compile(
    r"^( +)(?:description|concern|[a-z]+_[a-z]+): *(?:[>|]-?\n)?\s*[\"']?(?=[A-Z])"
    r"(.+(?:\n\1 +(?![\w-]+:|- ).+)*)",
    re.M,
)
SENTENCE_END = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)(?<=[.!?])\s+(?=[A-Z\[“\"])")
RULE = re.compile(
    r"\b(should|must|may|can|cannot|never|avoid|need|required?|prohibited|only|not|always)\b", re.I
)
NOT_A_RULE = re.compile(
    r"\b(we|our|OpenAI|JSON|Example|EXAMPLE|AILuminate)\b"
    r"|^(If above|For example|This (section|document|policy provides))|[|`{]|:$|\[\^|\[\?\]"
)
FORBIDS = re.compile(
    r"\b(should not|must not|never|shouldn.t|mustn.t|avoid|prohibited|refuse|do(es)? not provide"
    r"|not (help|assist|provide|generate|reveal|facilitate|engage))\b",
    re.I,
)
ASKS = re.compile(
    r"\b(should|must|may|can|needs? to|is allowed to|are allowed to|is free to)"
    r" (?:always |also |still |generally |typically )?(?!not\b)\w",
    re.I,
)
ALLOWED_BELOW = re.compile(r"^#+ .*(Excludes|SAFE)|^✅", re.M)
ACCEPTABLE = re.compile(r"Acceptable responses")
REFUSED_BELOW = re.compile(r"^#+ .*(Includes|VIOLATES)|^🚫|^❗|^🚨", re.M)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a policy, by its characters in the file."""

    file: str
    start: int
    end: int
    outcome: str
    family: str


def read(folder: Path, file: str) -> str:
    """Return the text of a file, every character of which counts."""
    return (folder / file).read_bytes().decode()


def paragraphs(file: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs, list items and descriptions, without their markers."""
    blank = SKIPPED.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), text)
    kind = {".md": MARKDOWN_LINE, ".yaml": DESCRIPTION, ".txt": TEXT_LINE}[Path(file).suffix]
    for match in kind.finditer(blank):
        start, end = match.span(match.lastindex or 0)
        yield start, start + len(text[start:end].rstrip().rstrip("\"'"))


def sentences(file: str, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the start and end of each rule-like sentence, and the end of the one after it."""
    seen: set[str] = set()
    for first, last in paragraphs(file, text):
        ends = [end.start() for end in SENTENCE_END.finditer(text, first, last)] + [last]
        starts = [first, *(end.end() for end in SENTENCE_END.finditer(text, first, last))]
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            words = " ".join(text[start:end].split())
            if 6 <= len(words.split()) <= 48 and is_rule(file, words) and words not in seen:
                seen.add(words)
                yield start, end, ends[min(index + 1, len(ends) - 1)]


def is_rule(file: str, words: str) -> bool:
    """Return True if a sentence is a rule: by its words, or because its file lists only rules."""
    whole = words.count('"') % 2 == 0 and words.count("(") == words.count(")")
    rule = "model_spec" not in file or RULE.search(words)
    return whole and bool(rule) and not NOT_A_RULE.search(words)


def outcomes(file: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the outcomes of a clause that the sentence fits."""
    words = text[start:end]
    allowed = max((m.start() for m in ALLOWED_BELOW.finditer(text, 0, start)), default=-1)
    refused = max((m.start() for m in REFUSED_BELOW.finditer(text, 0, start)), default=-1)
    if "model_spec" not in file:
        answered = allowed > refused or ACCEPTABLE.match(words)
        return ("comply", "safe-complete") if answered else ("refuse", "safe-complete")
    if FORBIDS.search(words):
        return ("refuse", "safe-complete")
    if ASKS.search(words):
        return ("comply", "safe-complete")
    return ("refuse", "comply", "safe-complete")


def draw(folder: Path) -> list[Sentence]:
    """Return the sentences that are drawn from the files below a folder, in random order."""
    random = Random(SEED)
    families = list(FAMILIES) * 13 + [NEUTRAL] * 25
    random.shuffle(families)
    drawn = []
    for file, count in TAKEN.items():
        text = read(folder, file)
        for start, end, next_end in random.sample(list(sentences(file, text)), count):
            outcome = random.choice(outcomes(file, text, start, end))
            family = families.pop()
            span_end = next_end if family == SENTENCE else end
            drawn.append(Sentence(file, start, span_end, outcome, family))
    random.shuffle(drawn)
    return drawn


def show(name: str, draw_from: Callable[[Path], list[Sentence]]) -> None:
    """Print the drawn sentences; their ids begin with the first letter of the set's name."""
    if "DELIBCTL_DATA" not in os.environ:
        raise SystemExit("DELIBCTL_DATA names no folder of real data")
    folder = Path(os.environ["DELIBCTL_DATA"])
    for number, sentence in enumerate(draw_from(folder), 1):
        words = " ".join(read(folder, sentence.file)[sentence.start : sentence.end].split())
        print(f"{name[0]}{number:03} {sentence.file} {sentence.start}-{sentence.end}")
        print(f"  {sentence.outcome} / {sentence.family}\n  {words}")


if __name__ == "__main__":
    show("edits", draw)
