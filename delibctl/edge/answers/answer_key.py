"""The key of an answer: the SHA-256 of all that decides it.

Only what the user and the policy decide enters a key: no version of delibctl, nothing from
LiteLLM's tables, and nothing that was adapted to a provider, which takes the question in no other
manner.
"""

import hashlib
from functools import lru_cache
from typing import Any

import msgspec

from delibctl.model import ANSWER_FIELDS, Message, ModelSpec, Question, ReplyForm, Wants

#: Parameters that are part of every key, and those that are part of it only where they are used.
_PARAMETERS = ("temperature", "seed", "max_tokens", "reasoning_effort")
_LATER = tuple(
    name for name in ANSWER_FIELDS if name not in {"name", "api_base", "structured", *_PARAMETERS}
)


def answer_key(model: ModelSpec, question: Question) -> str:
    """Return the SHA-256 of model, endpoint, parameters, messages, wanted form and repeat.

    What is hashed is one JSON object, whose keys are in alphabetical order. The questions of a run
    share its beginning, up to the policy, which is hashed once.
    """
    first, *others = question.messages
    key = _begun(model.api_base, question.form, first).copy()
    for message in others:
        key.update(b"," + msgspec.json.encode((message.role, message.content)))
    key.update(b"]," + _after_messages(model, question))
    return key.hexdigest()


@lru_cache(maxsize=64)
def _begun(endpoint: str | None, form: ReplyForm, first: Message) -> "hashlib._Hash":
    """Return the hash of everything up to the end of the first message."""
    head = msgspec.json.encode({"endpoint": endpoint, "form": form})
    message = msgspec.json.encode((first.role, first.content))
    return hashlib.sha256(head[:-1] + b',"messages":[' + message)


def _after_messages(model: ModelSpec, question: Question) -> bytes:
    """Return the JSON after the messages."""
    parameters = {name: getattr(model, name) for name in _PARAMETERS}
    if model.temperature is not None:
        parameters["temperature"] = float(model.temperature)
    # Later fields are left out where they are not used: the keys of earlier answers have to stay.
    parameters |= {name: getattr(model, name) for name in _LATER if getattr(model, name)}
    rest: dict[str, Any] = {
        "model": model.name,
        "parameters": parameters,
        "repeat": question.repeat,
    }
    if question.wants is not Wants.DELIBERATION:
        rest["wants"] = question.wants
    return msgspec.json.encode(rest, order="sorted")[1:]
