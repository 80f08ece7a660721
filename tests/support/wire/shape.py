"""What a provider's wire looks like, so far as delibctl meets it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Headers(Protocol):
    """The headers of a request."""

    def get(self, name: str, default: str, /) -> str:
        """Return the value of a header."""


@dataclass(frozen=True, kw_only=True)
class Completion:
    """What a model has to say, before it is put into a provider's words.

    `ends`: how it ended, other than by itself: cut, filtered or refusal.
    """

    text: str
    reasoning: str = ""
    served: str = ""
    read: int = 100
    written: int = 20
    cached: int = 0
    ends: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wire:
    """One provider's way of speaking. `base` is what stands behind the address in `api_base`.

    `asked` is the setting `wire` of the model: what carries the requests.
    """

    model: str
    base: str
    path: str
    #: A request as chat completions would have it: `messages` with the system text among them.
    read: Callable[[dict[str, Any]], dict[str, Any]]
    #: The key in a request's headers.
    key: Callable[[Headers], str]
    body: Callable[[Completion], dict[str, Any]]
    #: What is wrong, by the name of the fault: the status, and the body with KEY for the key.
    errors: Mapping[str, tuple[int, dict[str, Any]]]
    asked: str = "auto"

    def __str__(self) -> str:
        return self.model if self.asked == "auto" else f"{self.model} {self.asked}"

    def error(self, fault: str, key: str) -> tuple[int, str]:
        """The answer to a request that meets that fault."""
        status, body = self.errors[fault]
        return status, json.dumps(body).replace("KEY", key)


def bearer(headers: Headers) -> str:
    """The key as most providers take it."""
    return headers.get("Authorization", "").removeprefix("Bearer ")
