"""Parsing a reply of any layout. Never raises, and never adds an id that the text lacks."""

import re
from collections.abc import Container
from dataclasses import replace

from delibctl.deliberate import structured, tagged
from delibctl.deliberate.mentions import ids_in
from delibctl.model import Citation, Deliberation, Form
from delibctl.text.embedded import unescaped
from delibctl.text.lazy import later

#: Some servers leave the thoughts in the text, and some drop their opening tag.
_THOUGHT = later(r"\s*<(think|thinking|thought)>(.*?)(?:</\1>\s*|\Z)", re.DOTALL | re.IGNORECASE)
_UNOPENED = later(r"</think(?:ing)?>[ \t]*(?=[\r\n{<]|\Z)", re.IGNORECASE)


def parse(text: str, known_ids: Container[str], reasoning: str = "") -> Deliberation | None:
    """Return the deliberation in a reply; None if it has the requested layout but no answer.

    `known_ids` are the ids of the policy. `reasoning` is the text that the provider returned beside
    the reply.
    """
    thought, body = _split_thought(text)
    if not body:
        return None
    parts = _laid_out(body)
    before = "\n\n".join(filter(None, (reasoning.strip(), thought)))
    if parts is None:
        return _free(body, before, known_ids)
    if not parts.answer:
        return None
    reasoning = "\n\n".join(filter(None, (before, parts.reasoning)))
    searched = f"{before}\n{text}\n{unescaped(text)}"
    declared = tuple(c for c in parts.citations if c.clause in searched)
    mentions = ids_in(reasoning, known_ids)
    cited = {citation.clause for citation in declared}
    return replace(
        parts,
        reasoning=reasoning,
        citations=declared,
        mentioned=tuple(id for id in mentions if id in searched and id not in cited),
    )


def _laid_out(body: str) -> Deliberation | None:
    """Return the content of an object or of tags; of both, the outer one with an answer."""
    object, tags = structured.read(body), tagged.read(body)
    if object is None or tags is None:
        return object or tags
    around = tagged.begins(body) < structured.begins(body)
    complete = tags.answer and (tags.reasoning or tags.citations or tags.style)
    return tags if (complete and around) or not object.answer else object


def _split_thought(text: str) -> tuple[str, str]:
    """Return the <think> blocks at the start, and the remaining text."""
    thoughts: list[str] = []
    body = text.strip()
    while match := _THOUGHT.match(body):
        thoughts.append(match[2].strip())
        body = body[match.end() :]
    end = _UNOPENED.search(body)
    head = body[: end.start()] if end else ""
    # Inside a laid-out reply, or where both tags occur, the tag is only mentioned.
    if end and "<think" not in head.lower() and _laid_out(head) is None:
        thoughts.append(head.strip())
        body = body[end.end() :]
    return "\n\n".join(filter(None, thoughts)), body.strip()


def _free(body: str, reasoning: str, known_ids: Container[str]) -> Deliberation:
    text = f"{reasoning}\n\n{body}"
    citations = tuple(Citation(clause=id, found="id") for id in ids_in(text, known_ids))
    return Deliberation(form=Form.FREE, answer=body, reasoning=reasoning, citations=citations)
