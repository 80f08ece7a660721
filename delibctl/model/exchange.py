"""A question to a model, and its reply or failure."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from delibctl.model.case import Message


class ReplyForm(StrEnum):
    """The layout that a reply must have. `auto`: the strictest that the provider supports."""

    AUTO = "auto"
    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PROMPT = "prompt"


class Wants(StrEnum):
    """The content that a question asks for.

    A deliberation, ids of clauses, a verdict on an answer, the direction of a change, or any text.
    """

    DELIBERATION = "deliberation"
    CLAUSES = "clauses"
    VERDICT = "verdict"
    DIRECTION = "direction"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """The ids of the clauses and the names of the styles that a question shows."""

    clauses: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Everything that is sent to a model. `repeat` distinguishes repeats of the same question.

    `replies` are those that became its last turns of the model, for what a provider wants back.
    `choices`: the only ids and styles that the schema of the reply allows; None allows all.
    """

    messages: tuple[Message, ...]
    form: ReplyForm = ReplyForm.AUTO
    repeat: int = 1
    wants: Wants = Wants.DELIBERATION
    choices: Choices | None = None
    replies: tuple["Reply", ...] = ()

    def continued(self, reply: "Reply", text: str, wants: Wants) -> "Question":
        """Return the next question: the conversation with a reply to this one, and a user turn."""
        turns = Message(role="assistant", content=reply.text), Message(role="user", content=text)
        return replace(
            self,
            messages=(*self.messages, *turns),
            wants=wants,
            replies=(*self.replies, reply),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens as the provider counted them, and their price in US dollars; None if unknown.

    Unknown counts are zero. They cover every attempt that was paid for, including empty replies
    before the last one.
    """

    input: int = 0
    output: int = 0
    cached: int = 0
    reasoning: int = 0
    price: float | None = None

    @property
    def counted(self) -> bool:
        """True if the tokens are known."""
        return bool(self.input or self.output)

    def __add__(self, other: "Usage") -> "Usage":
        """Return the sum of both; its price is None if either price is."""
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
    """The price in US dollars of one input token, and of one output token."""

    input: float
    output: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """The reply of a model. `blocked`: the provider's own filter answered.

    `attempts` counts the requests that it took, including rejected ones. `seconds` is wall time.
    `kept`: the reply is cached, from an earlier request with the same question. `notes` say what
    about the request was adapted to its provider, or is doubtful. `reasoning_parts` is the
    reasoning in parts of the provider's own, by their name there, to be sent back as it came.
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
    notes: tuple[str, ...] = ()
    reasoning_parts: dict[str, Any] = field(default_factory=dict)

    def without_texts(self) -> "Reply":
        """Return the reply without its text and reasoning."""
        # Field by field, as it is done for each of 100,000 trials and `replace` is slow.
        return Reply(
            text="",
            blocked=self.blocked,
            finish=self.finish,
            usage=self.usage,
            served=self.served,
            fingerprint=self.fingerprint,
            form=self.form,
            attempts=self.attempts,
            seconds=self.seconds,
            kept=self.kept,
            notes=self.notes,
            reasoning_parts=self.reasoning_parts,
        )


class FailureKind(StrEnum):
    """The reason why a question got no reply."""

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
    ADDRESS = "address"
    CONTEXT = "context length"
    TOO_LARGE = "too large"
    BAD_REPLY = "bad reply"
    BAD_REQUEST = "bad request"

    @property
    def fatal(self) -> bool:
        """True if every further question to the model would fail in the same way."""
        return self in (FailureKind.AUTH, FailureKind.QUOTA, FailureKind.UNSUPPORTED)

    @property
    def unless_replied(self) -> bool:
        """True if every question to a model that has not replied would fail in the same way."""
        return self in (FailureKind.UNKNOWN_MODEL, FailureKind.ADDRESS, FailureKind.TOO_LARGE)

    @property
    def overload(self) -> bool:
        """True if the provider has to be asked more slowly."""
        return self in (FailureKind.RATE_LIMIT, FailureKind.OVERLOADED)

    @property
    def suspect(self) -> bool:
        """True if every question to a model that has never answered may fail in the same way."""
        return self in (FailureKind.FORBIDDEN, FailureKind.CONNECTION)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """The failure of a question after `attempts` requests. `message` holds no secret.

    `usage` is that of empty replies and half answers, which were paid for; None without any.
    `billed`: the last request may have cost money, so that a retry is a question of its own.
    `notes` say what further questions would meet as well, and `setting` is the one of the user's
    to which it is due.
    """

    kind: FailureKind
    message: str
    attempts: int = 1
    usage: Usage | None = None
    billed: bool = False
    notes: tuple[str, ...] = ()
    setting: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """The messages of a question, and the reply to them."""

    messages: tuple[Message, ...]
    reply: Reply

    def without_texts(self) -> "Exchange":
        """Return the exchange without messages, and without the texts of its reply."""
        reply = self.reply
        if not (self.messages or reply.text or reply.reasoning):
            return self
        return Exchange(messages=(), reply=reply.without_texts())


#: The only interface to a model: LiteLLM, the baseline, cached answers and fakes implement it.
Ask = Callable[[Question], Awaitable[Reply | Failure]]
