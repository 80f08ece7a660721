"""One question to a model and what came back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from delibctl.model.case import Message


class ReplyForm(StrEnum):
    """How a model is asked to lay out its reply. `auto`: the strictest its provider supports."""

    AUTO = "auto"
    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PROMPT = "prompt"


class Wants(StrEnum):
    """What a question asks for: a deliberation, clauses to be shown, a verdict, or any text."""

    DELIBERATION = "deliberation"
    CLAUSES = "clauses"
    VERDICT = "verdict"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """All that a model is given. `repeat` tells apart the same question asked several times."""

    messages: tuple[Message, ...]
    form: ReplyForm = ReplyForm.AUTO
    repeat: int = 1
    wants: Wants = Wants.DELIBERATION


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens as the provider counted them; price in US dollars, None where it is not known.

    It covers every attempt that was paid for, so also the empty replies before the last.
    """

    input: int = 0
    output: int = 0
    cached: int = 0
    reasoning: int = 0
    price: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        """Both together; what cannot be priced makes the sum unknown."""
        priced = self.price is not None and other.price is not None
        return Usage(
            input=self.input + other.input,
            output=self.output + other.output,
            cached=self.cached + other.cached,
            reasoning=self.reasoning + other.reasoning,
            price=(self.price or 0.0) + (other.price or 0.0) if priced else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """US dollars for a token that is read, and for one that is written."""

    input: float
    output: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a model sent. `blocked`: the provider's own filter answered. `seconds` is wall time.

    `attempts` is the number of requests it took, those that were turned down included.
    `kept`: it was sent in answer to the same question before.
    """

    text: str
    reasoning: str = ""
    blocked: bool = False
    finish: str = ""
    usage: Usage = Usage()
    served: str = ""
    fingerprint: str = ""
    form: ReplyForm = ReplyForm.PROMPT
    attempts: int = 1
    seconds: float = 0.0
    kept: bool = False


class FailureKind(StrEnum):
    """Why a question got no reply."""

    AUTH = "auth"
    FORBIDDEN = "forbidden"
    QUOTA = "quota"
    UNKNOWN_MODEL = "unknown model"
    UNSUPPORTED = "unsupported parameter"
    RATE_LIMIT = "rate limit"
    OVERLOADED = "overloaded"
    TIMEOUT = "timeout"
    SERVER = "server error"
    CONNECTION = "connection"
    CONTEXT = "context length"
    BAD_REPLY = "bad reply"
    BAD_REQUEST = "bad request"

    @property
    def fatal(self) -> bool:
        """Whether every further question would fail in the same way."""
        return self in (FailureKind.AUTH, FailureKind.QUOTA, FailureKind.UNSUPPORTED)

    @property
    def suspect(self) -> bool:
        """Whether every question of a model that has never answered may fail in the same way."""
        return self in (FailureKind.FORBIDDEN, FailureKind.CONNECTION)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A question that got no reply, after `attempts` requests. `message` holds no secret.

    `usage`: of the empty replies before it, which were paid for; None where there was none.
    """

    kind: FailureKind
    message: str
    attempts: int = 1
    usage: Usage | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A question's messages, and the reply to them."""

    messages: tuple[Message, ...]
    reply: Reply


#: The one seam to a model: LiteLLM, the baseline, stored answers and fakes all look like this.
Ask = Callable[[Question], Awaitable[Reply | Failure]]
