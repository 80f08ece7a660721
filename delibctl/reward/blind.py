"""The only place that makes what a reward judge may see of a reply.

A reward that reads the reasoning teaches the model to write reasoning for the judge (arXiv
2412.16339, section 2.4). So the core takes a `VisibleAnswer` and no text, and only this module
makes one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, final

from delibctl.model import Message
from delibctl.reward.visible_text import visible_text

_BY_BLIND = object()
#: Types of content parts that a reader sees; every other part is left out.
_SEEN = frozenset({"text", "output_text", "refusal"})
_FINAL = frozenset({None, "", "final"})
_ROLES = {"developer": "system", "human": "user", "model": "assistant", "gpt": "assistant"}


@final
class VisibleAnswer:
    """The text of a reply without its reasoning. `visible` and `visible_after` make it."""

    __slots__ = ("text",)

    text: str

    def __init__(self, text: str, made_by: object) -> None:
        if made_by is not _BY_BLIND:
            raise TypeError("only visible() and visible_after() make a VisibleAnswer")
        object.__setattr__(self, "text", text)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a VisibleAnswer does not change")

    def __repr__(self) -> str:
        """Return its length alone: answers do not belong into logs."""
        return f"<VisibleAnswer of {len(self.text)} characters>"


Reply = str | Mapping[str, Any] | Sequence[Mapping[str, Any]]


def visible(reply: Reply) -> VisibleAnswer:
    """Return what a reader sees of a reply.

    Args:
        reply: a text, a message, or several messages, of which those of the assistant count.
            Fields like `reasoning_content` and `thinking` and content parts of such types are
            never read, and reasoning inside the text is cut out.

    Returns:
        The visible answer; empty if the reply is malformed or holds nothing but reasoning.
    """
    if isinstance(reply, str):
        return VisibleAnswer(visible_text(reply), _BY_BLIND)
    messages = [reply] if isinstance(reply, Mapping) else reply
    seen = (visible_text(_text_of(message)) for message in messages if _is_said(message))
    return VisibleAnswer("\n\n".join(filter(None, seen)), _BY_BLIND)


def visible_after(prompt: str, query: str) -> VisibleAnswer:
    """Return what a reader sees of the response in a text of prompt and response.

    Args:
        prompt: the rendered prompt, with its special tokens.
        query: the prompt and the response after it, as OpenRLHF sends them.

    Returns:
        The visible answer; empty if the query does not begin with the prompt, up to a token at
        its start that a tokenizer adds.
    """
    start = query.find(prompt) if prompt else -1
    if start < 0 or visible_text(query[:start]):
        return VisibleAnswer("", _BY_BLIND)
    return VisibleAnswer(_response(prompt, query[start + len(prompt) :]), _BY_BLIND)


def conversation(prompt: object) -> tuple[Message, ...]:
    """Return the turns of a trainer's prompt, those of the assistant without reasoning.

    A prompt that is a rendered text has no turns to read: the result is empty.
    """
    if isinstance(prompt, str) or not isinstance(prompt, Iterable):
        return ()
    return tuple(_turns(prompt))


def _turns(prompt: Iterable[Any]) -> Iterator[Message]:
    for message in prompt:
        role = str(message.get("role", ""))
        role = _ROLES.get(role, role)
        text = _text_of(message)
        yield Message(role=role, content=visible_text(text) if role == "assistant" else text)


def _response(prompt: str, response: str) -> str:
    """Return the visible part of a response; its prompt may have opened the thoughts."""
    opened = prompt.rstrip()
    for mark in ("<think>", "<thinking>", "<|channel|>analysis<|message|>"):
        if opened.endswith(mark):
            return visible_text(mark + response)
    return visible_text(response)


def _is_said(message: Mapping[str, Any]) -> bool:
    role = str(message.get("role", "assistant"))
    return _ROLES.get(role, role) == "assistant" and message.get("channel") in _FINAL


def _text_of(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, str):
        return content
    if not isinstance(content, Sequence):
        return ""
    return "\n".join(filter(None, map(_part, content)))


def _part(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, Mapping) or part.get("type", "text") not in _SEEN:
        return ""
    return str(part.get("text") or part.get("refusal") or "")
