"""The shape of a provider's row: an answer for each thing that can happen, and what it means.

`blocked` is an answer of the provider's own filter, be it in an error or in the end of an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from support.raw_server import Answer, http
from support.situations import completion

#: What each column means, wherever a provider has it. A wait in seconds stands in the answer.
MEANS = {
    "answer": "answer",
    "refusal": "answer",
    "block": "blocked",
    "length": "cut off",
    "overload": "overloaded",
    "rate limit": "rate limit",
    "rate limit, wait in a header": "rate limit, 7 s",
    "rate limit, wait in the body": "rate limit, 9 s",
    "spent": "quota",
    "bad key": "auth",
    "unknown model": "unknown model",
    "unsupported form": "form turned down",
    "too long": "context length",
}


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider's row. `litellm` is a name under which LiteLLM asks it, None if it cannot.

    `direct`: it speaks OpenAI's protocol. `means` holds what differs from the other rows.
    """

    litellm: str | None
    cells: Mapping[str, Answer]
    direct: bool = True
    means: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str, str]:
        """What each of its answers means."""
        return {column: self.means.get(column, MEANS[column]) for column in self.cells}


def nested(
    status: int, message: str, *, type: Any = None, code: Any = None, **headers: str
) -> Answer:
    """An error as OpenAI nests it."""
    error = {"message": message, "type": type, "param": None, "code": code}
    return http(status, {"error": error}, **headers)


def flat(
    status: int, message: str, *, type: Any = None, code: Any = None, **headers: str
) -> Answer:
    """An error at the top of the body (vLLM, SGLang, Mistral)."""
    body = {"object": "error", "message": message, "type": type, "param": None, "code": code}
    return http(status, body, **headers)


ANSWERS: dict[str, Answer] = {
    "answer": http(200, completion()),
    "refusal": http(200, completion("I'm sorry, but I can't help with that.")),
    "length": http(200, completion("It begins", "length")),
}
