"""A single request to a model, and its result."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from delibctl.edge.providers.completion import NoCompletionError, read_reply
from delibctl.edge.providers.credentials import address_of, key_of
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.reply_format import ReplyFormats
from delibctl.edge.providers.request import request_of
from delibctl.edge.providers.wire import NO_COMPLETION, WireFailure, WireResponse
from delibctl.edge.providers.wires import wire_for
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.edge.rate_limit.sliding_window import Attempt
from delibctl.model import Failure, FailureKind, ModelSpec, Question, Reply, ReplyForm, Usage


@dataclass(frozen=True)
class RequestResult:
    """The reply or failure of one request; `retry_after` is the wait in seconds the server asks.

    `format_rejected`: the provider does not support the requested format of the reply.
    """

    reply: Reply | Failure
    retry_after: float | None = None
    format_rejected: bool = False


class RequestSender:
    """Sends questions to one model, within the limits of its provider."""

    def __init__(
        self, model: ModelSpec, environment: Mapping[str, str], rate_limiter: RateLimiter
    ) -> None:
        self._model = replace(model, api_base=address_of(model, environment))
        self._key = key_of(model, environment)
        self._rate_limiter = rate_limiter
        self._redactor = Redactor(environment, model.api_key_env)
        self._wire = wire_for(model, environment, self._redactor)
        self._formats = ReplyFormats()
        self._marks_cache = False
        self._replied = False
        #: A failure that every further request would meet: none is sent after it.
        self._hopeless: Failure | None = None
        self._is_open = False
        self._opening = asyncio.Lock()

    async def send(self, question: Question) -> RequestResult:
        """Send a question once. Raises DelibctlError if the model or its key cannot work."""
        async with self._opening:
            if not self._is_open:
                await self._open()
        async with self._rate_limiter.slot(_tokens(question)) as attempt:
            if self._hopeless is not None:
                return RequestResult(replace(self._hopeless, attempts=0))
            # Not earlier: a request before this one may have found out which format is supported.
            form = self._formats.for_question(question)
            request = request_of(
                self._model, question, form, key=self._key, mark_cache=self._marks_cache
            )
            started = time.monotonic()
            response = await self._wire.send(request)
            result = self._read(response, form, time.monotonic() - started)
            if isinstance(result, WireFailure):
                return self._failed(result, question, form, attempt)
            self._replied = True
            self._rate_limiter.succeeded(attempt, result.usage.input, result.usage.output)
            return RequestResult(result)

    async def close(self) -> None:
        """Close the connections of this event loop."""
        await self._wire.close()

    async def _open(self) -> None:
        traits = await self._wire.open()
        self._formats = ReplyFormats(constrained=traits.response_format)
        self._marks_cache = traits.cache_marks
        self._is_open = True

    def _read(
        self, response: WireResponse | WireFailure, form: ReplyForm, seconds: float
    ) -> Reply | WireFailure:
        if isinstance(response, WireFailure):
            if not response.blocked:
                return response
            usage = response.usage or Usage()
            return Reply(text="", blocked=True, finish="content_filter", usage=usage)
        try:
            reply = read_reply(response, self._model, self._redactor, form, seconds)
        except NoCompletionError:
            return WireFailure(kind=FailureKind.ADDRESS, message=NO_COMPLETION, no_completion=True)
        if isinstance(reply, Reply):
            self._formats.confirm(form)
        return reply

    def _failed(
        self, failed: WireFailure, question: Question, form: ReplyForm, attempt: Attempt
    ) -> RequestResult:
        failure = Failure(
            kind=failed.kind,
            message=failed.message,
            attempts=int(failed.sent),
            usage=failed.usage,
            billed=failed.billed,
        )
        if failure.kind is FailureKind.UNKNOWN_MODEL and self._replied:
            # The model has replied under this name: one of several servers has a problem.
            failure = replace(failure, kind=FailureKind.SERVER)
        if failed.no_completion and self._replied:
            failure = replace(failure, kind=FailureKind.BAD_REPLY)
        # A server that answers too late is asked by too many at once, as far as one can tell.
        if failure.kind.overload or failure.kind is FailureKind.TIMEOUT:
            self._rate_limiter.overloaded(attempt, failed.retry_after)
        rejected = self._formats.rejects(failure, form, question)
        wrong_model = failure.kind.unless_replied and not self._replied
        if not rejected and (failure.kind.fatal or wrong_model):
            self._hopeless = replace(failure, billed=False, usage=None)
        return RequestResult(failure, failed.retry_after, rejected)


def _tokens(question: Question) -> float:
    """Estimate the tokens of a question: a quarter of its characters."""
    return sum(len(message.content) for message in question.messages) / 4
