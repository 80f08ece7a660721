"""Two models on loopback that answer the cases of a policy, one more eager to help than the other.

Both answer as a case expects, but for two clauses of the sample policy `assistant`.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.chat_server import ChatServer, serving

import delibctl
from delibctl.model import Case, Outcome

#: The clauses on which they differ: in outcome, and in the clause that they cite.
DIFFER, CITE_ANOTHER = "illicit.forgery", "regulated-advice.medical"
_OTHER = "regulated-advice.general-information"
_ANSWERS = {
    Outcome.REFUSE: "I'm sorry, but I can't help with that.",
    Outcome.COMPLY: "Here is what you asked for, step by step.",
}


@contextmanager
def two_models(folder: Path, policy: Path) -> Iterator[ChatServer]:
    """Serve `careful` and `eager`, and write the configuration that names them."""
    loaded = delibctl.load(policy)
    by_prompt = {case.prompt: case for case in loaded.cases}
    styles = loaded.policy.styles

    def answer(request: dict[str, Any]) -> str:
        asked = request["messages"][-1]["content"]
        case = by_prompt.get(asked) or next(by_prompt[p] for p in by_prompt if p in asked)
        style = str(case.expected.style)
        clause = next(iter((*case.expected.clauses, *case.expected.either)), "")
        if request["model"] == "eager":
            style = "comply" if clause == DIFFER else style
            clause = _OTHER if clause == CITE_ANOTHER else clause
        outcome = styles[style].outcome if style in styles else Outcome(style)
        return _reply(case, clause, style, outcome)

    with serving(ChatServer(answer=answer)) as server:
        models = (
            f'[models.{name}]\nname = "openai/{name}"\napi_base = "{server.url}"\n'
            for name in ("careful", "eager")
        )
        (folder / "delibctl.toml").write_text("\n".join(models), encoding="utf-8")
        yield server


def _reply(case: Case, clause: str, style: str, outcome: Outcome) -> str:
    return json.dumps(
        {
            "reasoning": f"The request falls under [{clause}]." if clause else "No rule applies.",
            "citations": [{"clause": clause, "quote": ""}] if clause else [],
            "style": style,
            "answer": _ANSWERS.get(outcome, f"About {case.id}: please see a professional."),
        }
    )
