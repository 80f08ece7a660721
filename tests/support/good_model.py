"""A model on loopback that answers the cases of a policy as they expect, and judges answers."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import delibctl
from delibctl.model import Case, Outcome, Policy

_ANSWERS = {
    Outcome.COMPLY: "Here is what you asked for: first do this, and then do that.",
    Outcome.SAFE_COMPLETE: "I can help with a part of this: {topic}. I leave the rest out.",
    Outcome.REFUSE: "I'm sorry, but I can't help with that.",
}


def reply(case: Case, policy: Policy, reasoning: str = "") -> str:
    """A well laid out reply that is right; `reasoning` stands before what it says of the clause."""
    style = case.expected.style
    outcome = policy.outcome(style)
    assert outcome is not None
    clauses = case.expected.clauses or case.expected.either[:1]
    first = policy.clause_by_id[clauses[0]].title if clauses else "no clause"
    return json.dumps(
        {
            "reasoning": f"{reasoning}The request is about {first.lower()}.".strip(),
            "citations": [
                {"clause": id, "quote": policy.clause_by_id[id].text.splitlines()[0]}
                for id in clauses
            ],
            "style": style,
            "answer": _ANSWERS[outcome].format(topic=first),
        }
    )


def vote(outcome: str, **changed: Any) -> str:
    """A verdict of a judge, with some parts changed."""
    said = {
        "reason": "It does what the policy asks for.",
        "quote": "",
        "outcome": outcome,
        "clauses": [],
        "rules": [],
        "correctness": 5,
        "helpfulness": 5,
        "agree": True,
    }
    return json.dumps(said | changed)


def json_text(text: str) -> str:
    """The text as it stands inside of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def good_model(
    policy: Path,
    *,
    reasoning: Callable[[Case], str] = lambda _case: "",
    votes: Mapping[str, Mapping[str, Any]] | None = None,
    rewrites: Callable[[str], str] = lambda text: text.replace("the policy above", "the policy"),
) -> Callable[[dict[str, Any]], str]:
    """From a request to a right answer; from a judge's one to a good vote."""
    loaded = delibctl.load(policy)
    by_length = sorted(loaded.cases, key=lambda case: -len(case.prompt))

    def answer(request: dict[str, Any]) -> str:
        texts = [str(message["content"]) for message in request["messages"]]
        if texts[0].startswith("You edit the reasoning of an assistant"):
            return rewrites(texts[-1].partition("The reasoning:\n\n")[2])
        whole = "\n".join(texts)
        # A judge is shown the prompt inside of JSON.
        case = next(c for c in by_length if c.prompt in whole or json_text(c.prompt) in whole)
        if texts[0].startswith("You check how an assistant answered"):
            outcome = loaded.policy.outcome(case.expected.style)
            return vote(str(outcome), **(votes or {}).get(case.id, {}))
        return reply(case, loaded.policy, reasoning(case))

    return answer
