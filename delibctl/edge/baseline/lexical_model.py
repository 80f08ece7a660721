"""The built-in baseline: finds clauses by their words and answers from templates.

It sees the same messages as any model and nothing else, so its hits show how far the wording of
the policy leads by itself. It is a word-matching stand-in, not a language model; reports say so.
"""

import json
import re
from functools import lru_cache

from delibctl.edge.baseline.bm25 import WordIndex
from delibctl.edge.baseline.prompt_reader import ShownClause, clauses_in, entries_in, outcomes_in
from delibctl.model import Message, Question, Reply, Wants

NAME = "baseline"

#: Clauses of an index that it asks for, and the weight of a title beside its category's summary.
_REQUESTED, _TITLE_WEIGHT = 3, 3

ANSWERS = {
    "comply": "Here is an answer to what you asked.",
    "refuse": "I'm sorry, but I can't help with that.",
    "safe-complete": (
        "I can't go into all of that, but here is what I can say in general terms. "
        "A qualified professional can help you further."
    ),
}


async def ask(question: Question) -> Reply:
    """Answer with the clause whose words are nearest to the last user message.

    If the messages show an index, ask for the clauses with the nearest titles first.
    """
    messages = question.messages
    system = messages[0].content
    if question.wants is Wants.TEXT:
        return _without_clause("no clause is shown")
    if question.wants is Wants.CLAUSES:
        return _requested(system, _last_user(messages))
    if _clauses(system)[0] or not _entries(system)[0]:
        return _answer(system, system, _last_user(messages))
    # Its request and the clauses shown in response follow the conversation.
    return _answer(messages[-1].content, system, _last_user(messages[:-2]))


def _requested(system: str, request: str) -> Reply:
    ids, index = _entries(system)
    requested = [ids[number] for number in index.nearest(request)[:_REQUESTED]]
    reasoning = "No title shares a word with the request."
    if requested:
        titles = ", ".join(f"[{id}]" for id in requested)
        reasoning = f"The words of the request are nearest to the titles of {titles}."
    return _reply({"reasoning": reasoning, "clauses": requested})


def _answer(shown: str, system: str, request: str) -> Reply:
    clauses, index = _clauses(shown)
    if not clauses:
        return _without_clause("no clause is shown")
    nearest = index.nearest(request)
    if not nearest:
        return _without_clause("no clause shares a word with it")
    clause = clauses[nearest[0]]
    quote = re.split(r"(?<=[.!?])\s", clause.text)[0]
    return _reply(
        {
            "reasoning": f"The words of the request are nearest to [{clause.id}].",
            "citations": [{"clause": clause.id, "quote": quote}],
            "style": clause.style,
            "answer": ANSWERS[_outcomes(system).get(clause.style, "comply")],
        }
    )


def _without_clause(reasoning: str) -> Reply:
    answer = ANSWERS["comply"]
    return _reply({"reasoning": reasoning, "citations": [], "style": "comply", "answer": answer})


def _last_user(messages: tuple[Message, ...]) -> str:
    return next((m.content for m in reversed(messages) if m.role == "user"), "")


# Many questions show the same text, so it is analysed once.


@lru_cache(maxsize=256)
def _clauses(shown: str) -> tuple[list[ShownClause], WordIndex]:
    clauses = clauses_in(shown)
    return clauses, WordIndex([clause.searched for clause in clauses])


@lru_cache(maxsize=256)
def _outcomes(system: str) -> dict[str, str]:
    return outcomes_in(system)


@lru_cache(maxsize=256)
def _entries(system: str) -> tuple[list[str], WordIndex]:
    entries = entries_in(system)
    texts = [" ".join([*[e.title] * _TITLE_WEIGHT, e.summary]) for e in entries]
    return [entry.id for entry in entries], WordIndex(texts)


def _reply(fields: dict[str, object]) -> Reply:
    return Reply(text=json.dumps(fields), served="delibctl lexical baseline")
