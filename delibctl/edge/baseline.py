"""The embedded baseline: finds clauses by their words and answers from templates.

It needs no key and no network. It sees the same messages as any model and nothing else, so what
it gets right it gets right by the wording of the policy alone. It is a lexical baseline, not a
model; reports say so.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from delibctl.model import Question, Reply

NAME = "baseline"

_CLAUSE = re.compile(
    r"^### \[(?P<id>[^\]\n]+)\] (?P<title>[^\n]*)\nStyle: (?P<style>\S+)\n"
    r"(?P<body>.*?)(?=\n### \[|\n## |\Z)",
    re.MULTILINE | re.DOTALL,
)
_STYLE = re.compile(r"^- (?P<name>[\w.-]+) \((?P<outcome>comply|refuse|safe-complete)\): ", re.M)
_ROUTED = ("Does not cover:", "Wins over:")

ANSWERS = {
    "comply": "Here is an answer to what you asked.",
    "refuse": "I'm sorry, but I can't help with that.",
    "safe-complete": (
        "I can't go into all of that, but here is what I can say in general terms. "
        "A qualified professional can help you further."
    ),
}


@dataclass(frozen=True)
class _Clause:
    id: str
    style: str
    text: str
    searched: str


async def ask(question: Question) -> Reply:
    """Answer with the clause whose words are nearest to the last user message."""
    clauses, outcomes, index = _read(question.messages[0].content)
    if not clauses:
        return Reply(text=_reply("no clause is shown", [], "comply", ANSWERS["comply"]))
    scores = _scores(index, _tokens(question.messages[-1].content), len(clauses))
    best = max(range(len(clauses)), key=lambda i: (scores[i], -i))
    if scores[best] <= 0:
        return Reply(
            text=_reply("no clause shares a word with it", [], "comply", ANSWERS["comply"])
        )
    clause = clauses[best]
    quote = re.split(r"(?<=[.!?])\s", clause.text)[0]
    outcome = outcomes.get(clause.style, "comply")
    return Reply(
        text=_reply(
            f"The words of the request are nearest to [{clause.id}].",
            [{"clause": clause.id, "quote": quote}],
            clause.style,
            ANSWERS[outcome],
        ),
        served="delibctl lexical baseline",
    )


@lru_cache(maxsize=256)
def _read(system: str) -> tuple[list[_Clause], dict[str, str], Any]:
    """The clauses in a system message, each style's outcome, and an index over the clauses."""
    import bm25s

    clauses = []
    for found in _CLAUSE.finditer(system):
        lines = [line for line in found["body"].splitlines() if not line.startswith(_ROUTED)]
        text = [line for line in lines if not line.startswith("Why: ")]
        clauses.append(
            _Clause(
                id=found["id"],
                style=found["style"],
                text=" ".join(text),
                searched=" ".join([found["title"], *lines]),
            )
        )
    outcomes = {found["name"]: found["outcome"] for found in _STYLE.finditer(system)}
    if not clauses:
        return [], outcomes, None
    index = bm25s.BM25()
    corpus = [_tokens(clause.searched) for clause in clauses]
    index.index(corpus, show_progress=False)
    return clauses, outcomes, index


def _scores(index: Any, words: list[str], count: int) -> list[float]:
    known = [word for word in words if word in index.vocab_dict]
    return [float(score) for score in index.get_scores(known)] if known else [0.0] * count


def _tokens(text: str) -> list[str]:
    """English stems without the commonest words; other languages mostly find nothing."""
    import bm25s
    import snowballstemmer

    stem = snowballstemmer.stemmer("english").stemWords
    found: list[list[str]] = bm25s.tokenize(
        [text], stopwords="en", stemmer=stem, return_ids=False, show_progress=False
    )
    return found[0]


def _reply(reasoning: str, citations: list[dict[str, str]], style: str, answer: str) -> str:
    return json.dumps(
        {"reasoning": reasoning, "citations": citations, "style": style, "answer": answer}
    )
