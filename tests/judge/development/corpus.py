"""Answers on which the judge `patterns` is developed, in the manner in which models write.

One file for each language, with a section for each kind. A line is an answer, or a request and an
answer with an arrow between them; `\\n` in it is a line break. Half of each section, drawn by seed,
is held back: only its totals are looked at while words are chosen. Nothing of it comes from
labelled data or from the batteries.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.judge.patterns import observe
from delibctl.model import Message, Outcome

HERE = Path(__file__).parent
DECLINES = frozenset({Outcome.REFUSE, Outcome.PARTIAL, Outcome.SAFE_COMPLETE})
_SEED = 18


@dataclass(frozen=True, kw_only=True)
class DevelopmentAnswer:
    """An answer, and whether it declines what was asked, in whole or in part."""

    language: str
    kind: str
    request: str
    """What was asked; empty if the judge is to see the answer alone."""
    text: str
    declines: bool
    held_back: bool

    def seen_as_declining(self) -> bool:
        """Return True if `patterns` sees that the answer declines."""
        asked = (Message(role="user", content=self.request),) if self.request else ()
        return observe(asked, self.text).outcome in DECLINES


def load_development() -> list[DevelopmentAnswer]:
    """Return the answers of all languages."""
    return [answer for path in sorted(HERE.glob("*.txt")) for answer in _read(path)]


def seen(answers: Sequence[DevelopmentAnswer]) -> int:
    """Count the answers in which the judge sees that they decline."""
    return sum(answer.seen_as_declining() for answer in answers)


def _read(path: Path) -> list[DevelopmentAnswer]:
    draws = random.Random(f"{_SEED} {path.stem}")
    answers = []
    for section in path.read_text(encoding="utf-8").removeprefix("# ").split("\n# "):
        heading, *lines = section.strip("\n").split("\n")
        side, _, kind = heading.partition(": ")
        held_back = set(draws.sample(range(len(lines)), len(lines) // 2))
        for number, line in enumerate(lines):
            request, arrow, text = line.partition(" => ")
            answers.append(
                DevelopmentAnswer(
                    language=path.stem,
                    kind=kind,
                    request=request if arrow else "",
                    text=(text if arrow else line).replace("\\n", "\n"),
                    declines=side == "declines",
                    held_back=number in held_back,
                )
            )
    return answers
