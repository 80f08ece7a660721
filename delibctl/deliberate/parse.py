"""A reply in any form to a Deliberation. Never raises, and invents no id that the text lacks."""

import re
from collections.abc import Container
from dataclasses import replace

from delibctl.deliberate import structured, tagged
from delibctl.deliberate.mentions import ids_in
from delibctl.model import Citation, Deliberation, Form
from delibctl.text.embedded import unescaped

#: Some servers leave the thoughts in the text, and some lose the tag that opened them.
_THOUGHT = re.compile(
    r"\s*<(think|thinking|thought)>(.*?)(?:</\1>\s*|\Z)", re.DOTALL | re.IGNORECASE
)
_UNOPENED = re.compile(r"</think(?:ing)?>[ \t]*(?=[\r\n{<]|\Z)", re.IGNORECASE)


def parse(text: str, known: Container[str], reasoning: str = "") -> Deliberation | None:
    """What a reply says; None where it is laid out as asked and still holds no answer.

    `known` are the ids of the policy. `reasoning` is what the provider returned
    beside the text.
    """
    thought, body = _split_thought(text)
    if not body:
        return None
    parts = _laid_out(body)
    before = "\n\n".join(part for part in (reasoning.strip(), thought) if part)
    if parts is None:
        return _free(body, before, known)
    if not parts.answer:
        return None
    reasoning = "\n\n".join(part for part in (before, parts.reasoning) if part)
    given = f"{before}\n{text}\n{unescaped(text)}"
    declared = tuple(c for c in parts.citations if c.clause in given)
    named = ids_in(reasoning, known)
    cited = {citation.clause for citation in declared}
    return replace(
        parts,
        reasoning=reasoning,
        citations=declared,
        mentioned=tuple(id for id in named if id in given and id not in cited),
    )


def _laid_out(body: str) -> Deliberation | None:
    """What an object or tags say; of both, the one that holds an answer and stands around."""
    object, tags = structured.read(body), tagged.read(body)
    if object is None or tags is None:
        return object or tags
    around = tagged.begins(body) < structured.begins(body)
    whole = tags.answer and (tags.reasoning or tags.citations or tags.style)
    return tags if (whole and around) or not object.answer else object


def _split_thought(text: str) -> tuple[str, str]:
    """The <think> blocks at the start, and the rest."""
    thoughts: list[str] = []
    body = text.strip()
    while match := _THOUGHT.match(body):
        thoughts.append(match[2].strip())
        body = body[match.end() :]
    end = _UNOPENED.search(body)
    head = body[: end.start()] if end else ""
    # Inside a laid-out reply, or where both tags are named, they are only spoken of.
    if end and "<think" not in head.lower() and _laid_out(head) is None:
        thoughts.append(head.strip())
        body = body[end.end() :]
    return "\n\n".join(filter(None, thoughts)), body.strip()


def _free(body: str, reasoning: str, known: Container[str]) -> Deliberation:
    whole = f"{reasoning}\n\n{body}"
    citations = tuple(Citation(clause=id, found="id") for id in ids_in(whole, known))
    return Deliberation(form=Form.FREE, answer=body, reasoning=reasoning, citations=citations)
