"""How much of what is recalled is memory of the nearest training prompt."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

from figures import Trials, clause_right, pooled
from records import Row

from delibctl import ScoredTrial

_WORD = re.compile(r"\w+")
_CITED = re.compile(r"\[([a-z0-9-]+(?:\.[a-z0-9-]+)+)\]")
_GROUPS = ("farthest third", "middle third", "nearest third")


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """The training prompt that shares most words with a prompt: that share, and what it cites.

    A word counts the more, the fewer training prompts have it.
    """

    share: float
    clauses: frozenset[str]


def report(systems: Mapping[str, Sequence[Trials]], rows: Sequence[Row]) -> str:
    """Return how often the clause is right, by how near the nearest training prompt is.

    The last column cites what the nearest training prompt cites: memory, and nothing else.
    """
    prompts = {_words(row["prompt"][-1]["content"]): _cited(row) for row in rows}
    counts = Counter(chain.from_iterable(prompts))
    held_out = next(iter(systems.values()))[0]
    nearest = {trial.case.id: _nearest(trial, prompts, counts) for trial in held_out}
    ordered = sorted(nearest, key=lambda id: nearest[id].share)
    lines = [
        f"| | shared words | {' | '.join(systems)} | clause of the nearest prompt |",
        "|---" * (len(systems) + 3) + "|",
    ]
    for number, name in enumerate(_GROUPS):
        begin, end = (len(ordered) * part // len(_GROUPS) for part in (number, number + 1))
        ids = set(ordered[begin:end])
        shares = [nearest[id].share for id in ids]
        cells = [
            pooled([[t for t in run if t.case.id in ids] for run in runs], clause_right).text()
            for runs in systems.values()
        ]
        of_group = [trial for trial in held_out if trial.case.id in ids]
        copied = pooled([of_group], lambda trial: _would_be_right(trial, nearest)).text()
        within = f"{100 * min(shares):.0f} to {100 * max(shares):.0f} %" if shares else "-"
        lines.append(f"| {name} | {within} | {' | '.join(cells)} | {copied} |")
    return "\n".join(lines) + "\n"


def _nearest(
    trial: ScoredTrial, prompts: Mapping[frozenset[str], frozenset[str]], counts: Counter[str]
) -> Nearest:
    words = _words(trial.case.messages[-1].content)

    def weight(some: frozenset[str]) -> float:
        return sum(log((len(prompts) + 1) / (counts[word] + 1)) for word in some)

    def shared(prompt: frozenset[str]) -> float:
        return weight(words & prompt) / (weight(words | prompt) or 1)

    nearest = max(prompts, key=shared)
    return Nearest(share=shared(nearest), clauses=prompts[nearest])


def _would_be_right(trial: ScoredTrial, nearest: dict[str, Nearest]) -> bool | None:
    if clause_right(trial) is None:
        return None
    cited, expected = nearest[trial.case.id].clauses, trial.case.expected
    return set(expected.clauses) <= cited and (
        bool(expected.clauses) or bool(cited & set(expected.either))
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _cited(row: Row) -> frozenset[str]:
    return frozenset(_CITED.findall(row["completion"][0]["content"]))
