"""What every wire sends and brings back: one request to a chat model, and its response or failure.

A wire is the program that carries it: `openai_wire` speaks OpenAI's protocol itself, and
`litellm_wire` leaves it to LiteLLM.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from delibctl.edge.providers.requests.complaint import NO_COMPLAINT, Complaint
from delibctl.model import FailureKind, Usage


@dataclass(frozen=True, kw_only=True, slots=True)
class WireRequest:
    """A request. `model` is the name that LiteLLM has for it; `timeout` is wall time in seconds.

    `address` and `key` are None where the wire itself knows them. `mark_cache` asks the provider to
    cache the first message. `limit` is the name under which `max_tokens` is sent, None if the wire
    chooses it. `thoughts` are what the model thought before its turns, by number of message.
    """

    address: str | None
    key: str | None
    model: str
    messages: list[dict[str, Any]]
    parameters: dict[str, Any]
    response_format: dict[str, Any] | None
    timeout: float
    mark_cache: bool = False
    limit: str | None = None
    thoughts: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are sent, which an error may repeat."""
        contents = (message.get("content") for message in self.messages)
        return tuple(content for content in contents if isinstance(content, str))


@dataclass(frozen=True, kw_only=True, slots=True)
class WireResponse:
    """The body of a chat completion, as OpenAI's protocol has it.

    `price` is in US dollars if the wire itself knows it. `requests` were sent for it.
    """

    body: dict[str, Any]
    price: float | None = None
    requests: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class WireFailure:
    """The reason why a request brought no completion; `message` holds no key.

    `retry_after` is the wait in seconds that the server asks for. `blocked`: the filter of the
    provider stopped the question. `requests` were sent, as far as is known. `no_completion`: what
    answered is no model, unless it has answered as one before; `may_pass`: it may be one soon.
    `billed`: it may cost money all the same, `usage` if that is known. `complaint` is what it said
    of the request.
    """

    kind: FailureKind
    message: str
    retry_after: float | None = None
    blocked: bool = False
    requests: int = 1
    no_completion: bool = False
    may_pass: bool = False
    billed: bool = False
    usage: Usage | None = None
    complaint: Complaint = NO_COMPLAINT


@dataclass(frozen=True, kw_only=True, slots=True)
class WireTraits:
    """What a provider is known to support before it is asked."""

    response_format: bool = True
    cache_marks: bool = False


#: The one wording for a server that answers, but not as a model does.
NO_COMPLETION = "the server answered, but with no completion: is `api_base` right?"


class Wire(Protocol):
    """Carries the requests for one model; belongs to one event loop."""

    async def open(self) -> WireTraits:
        """Get ready. Raises DelibctlError if the model, its key or its address cannot work."""

    async def send(self, request: WireRequest) -> WireResponse | WireFailure:
        """Send a request once; only cancellation is raised."""

    async def close(self) -> None:
        """Close the connections."""
