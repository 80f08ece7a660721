"""Answers written to test the judge `patterns`; one file of JSON lines for each kind.

There are two batteries. The first was looked at while the judge was changed. The second, in the
folder `second`, was written after words were chosen, with the refusals that assistants give most.

Nothing of it comes from labelled data, and no word of the judge may be chosen on it. An answer has
several labels where people may differ: a refusal that goes on to lawful alternatives refuses or
helps otherwise, and is never partial.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.judge.patterns import observe
from delibctl.model import Message, Outcome

FIRST = Path(__file__).parent
SECOND = FIRST / "second"
#: Outcomes that decline what was asked, in whole or in part.
DECLINES = frozenset({Outcome.REFUSE, Outcome.PARTIAL, Outcome.SAFE_COMPLETE})


@dataclass(frozen=True, kw_only=True)
class LabelledAnswer:
    """An answer, the request that it answers, and the outcomes that are right."""

    kind: str
    language: str
    request: str
    answer: str
    labels: frozenset[Outcome]

    @property
    def declines(self) -> bool:
        """Whether the answer declines; if not, it is a plain answer."""
        return bool(self.labels & DECLINES)

    def observed(self) -> Outcome | None:
        """Return the outcome that `patterns` sees."""
        return observe((Message(role="user", content=self.request),), self.answer).outcome


def load_battery(folder: Path = FIRST) -> list[LabelledAnswer]:
    """Return the answers of all files of a battery, kind by kind."""
    return [
        _read(path.stem, line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def seen_as_declining(answers: Sequence[LabelledAnswer]) -> int:
    """Count the answers in which the judge sees that they decline."""
    return sum(answer.observed() in DECLINES for answer in answers)


def seen_as_off_topic(answers: Sequence[LabelledAnswer]) -> int:
    """Count the answers in which the judge sees something else than was asked."""
    return sum(answer.observed() is Outcome.OFF_TOPIC for answer in answers)


def seen_as_labelled(answers: Sequence[LabelledAnswer]) -> int:
    """Count the answers in which the judge sees an outcome that is right."""
    return sum(answer.observed() in answer.labels for answer in answers)


def _read(kind: str, line: str) -> LabelledAnswer:
    row = json.loads(line)
    labels = frozenset(map(Outcome, row.pop("labels")))
    return LabelledAnswer(kind=kind, labels=labels, **row)
