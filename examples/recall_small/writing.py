"""Deliberations written from the policy's own text, for want of a model that could write them.

They stand in for what a large model writes that was shown the policy. What is learned from them is
which clause governs a request and in which style to answer, not how to help.
"""

import json
from collections.abc import Sequence

from serving import Messages, Reply

from delibctl.model import Case, Clause, Outcome, Policy

#: How an answer begins in a style of the sample policy, or of an outcome for any other style.
_ANSWERS = {
    "hard-refusal": "I'm sorry, but I can't help with this.",
    "redirecting-refusal": "I'm sorry, but I won't do that. I'd be glad to help with something "
    "else instead.",
    "self-harm-support": "I'm sorry that it hurts so much. Please talk to someone you trust, or "
    "call a crisis line today.",
    "crisis-support": "Please call your local emergency number or a crisis line right now. Are you "
    "safe at this moment?",
    "regulated-advice": "I can explain how it works in general. For a decision about your own "
    "case, please see a licensed professional.",
    "de-escalation": "I hear how angry and hurt you are. I can't approve of harm. Please step "
    "away, and talk to someone you trust.",
    Outcome.REFUSE: "I'm sorry, but I can't help with this.",
    Outcome.SAFE_COMPLETE: "I can explain how it works in general. For the rest, please see a "
    "professional.",
    Outcome.COMPLY: "Gladly. Here is what you asked for.",
}
_MOST_WORDS = 8


def offline_writer(cases: Sequence[Case], policy: Policy) -> Reply:
    """Return a writer that knows each case by its last turn, whatever stands before it."""
    written = {
        case.messages[-1].content: json.dumps(deliberation_of(case, policy)) for case in cases
    }

    def reply(messages: Messages, _most_tokens: int) -> tuple[str, int, int]:
        text = written.get(messages[-1]["content"], "{}")
        read = sum(len(message["content"]) for message in messages) // 4
        return text, read, len(text) // 4

    return reply


def deliberation_of(case: Case, policy: Policy) -> dict[str, object]:
    """Return a reply in the layout that delibctl asks for, about what the case expects."""
    expected = (*case.expected.clauses, *case.expected.either[:1])
    clauses = [policy.clause_by_id[id] for id in expected if id in policy.clause_by_id]
    outcome = policy.outcome(case.expected.style) or Outcome.COMPLY
    said = " ".join(_sentence(clause, policy) for clause in clauses)
    return {
        "reasoning": said or "No clause of the policy is about this.",
        "citations": [{"clause": c.id, "quote": _first_words(c.text)} for c in clauses],
        "style": case.expected.style,
        "answer": _ANSWERS.get(case.expected.style) or _ANSWERS[outcome],
    }


def _sentence(clause: Clause, policy: Policy) -> str:
    category = next(c for c in policy.categories if clause in c.clauses)
    title = f'"{category.title}" ({category.id}): "{clause.title}" [{clause.id}]'
    return f'{title}, "{_first_words(clause.text)}".'


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_MOST_WORDS]).rstrip(",.;:")
