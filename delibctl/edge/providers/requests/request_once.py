"""A question sent to a model as often as it takes to find out what its provider takes."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from delibctl.edge.on_the_wire import on_the_wire
from delibctl.edge.providers.access.credentials import address_of, key_of
from delibctl.edge.providers.errors.error_response import no_completion
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.replies.completion import NoCompletionError, read_reply
from delibctl.edge.providers.replies.cut_prompts import CutPrompts
from delibctl.edge.providers.requests.adapting import Adapting, Manner
from delibctl.edge.providers.requests.first_answer import FirstAnswer
from delibctl.edge.providers.requests.request import request_of
from delibctl.edge.providers.requests.user_settings import setting_in
from delibctl.edge.providers.wire import WireFailure, WireResponse
from delibctl.edge.providers.wires import wire_for
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.edge.rate_limit.sliding_window import Attempt
from delibctl.model import Failure, FailureKind, ModelSpec, Question, Reply, ReplyForm, Usage


@dataclass(frozen=True)
class RequestResult:
    """The reply or failure of a question; `retry_after` is the wait in seconds the server asks.

    The reply counts all requests.
    """

    reply: Reply | Failure
    retry_after: float | None = None


@dataclass(frozen=True)
class _Sent:
    """The result of one request; `turned_down`: another manner of asking may be taken."""

    result: RequestResult
    manner: Manner
    turned_down: bool = False


class RequestSender:
    """Sends questions to one model, within the limits of its provider."""

    def __init__(
        self,
        model: ModelSpec,
        environment: Mapping[str, str],
        rate_limiter: RateLimiter,
        pause: Callable[[], float] | None = None,
    ) -> None:
        self._model = replace(model, api_base=address_of(model, environment))
        #: As configured: only an address of the configuration makes its price the only one.
        self._configured = model
        self._key = key_of(model, environment)
        self._rate_limiter = rate_limiter
        self._redactor = Redactor(environment, model.api_key_env)
        self._wire = wire_for(model, environment, self._redactor)
        self._adapting = Adapting()
        self._cut_prompts = CutPrompts(self._model)
        self._marks_cache = False
        self._first_answer = FirstAnswer(pause)
        #: A failure that every further request would meet: none is sent after it.
        self._hopeless: Failure | None = None
        self._is_open = False
        self._opening = asyncio.Lock()
        #: Held by the one question that finds out in which manner the provider takes it.
        self._finding_out = asyncio.Lock()

    async def send(self, question: Question) -> RequestResult:
        """Send a question. Raises DelibctlError if the model or its key cannot work.

        It is sent again only if the provider turns down what delibctl added of its own accord.
        """
        async with self._opening:
            if not self._is_open:
                await self._open()
        sent = await self._send_once(question)
        requests = sent.result.reply.attempts
        if self._may_be_taken(sent, question):
            async with self._finding_out:
                while self._may_be_taken(sent, question) and not self._adapting.is_settled(
                    question
                ):
                    sent = await self._send_once(question)
                    requests += sent.result.reply.attempts
        while self._may_be_taken(sent, question):
            sent = await self._send_once(question)
            requests += sent.result.reply.attempts
        return replace(sent.result, reply=replace(sent.result.reply, attempts=requests))

    async def close(self) -> None:
        """Close the connections of this event loop."""
        await self._wire.close()

    async def _open(self) -> None:
        traits = await self._wire.open()
        self._adapting = Adapting(constrained=traits.response_format)
        self._marks_cache = traits.cache_marks
        self._is_open = True

    def _may_be_taken(self, sent: _Sent, question: Question) -> bool:
        """Return True if a question that was turned down would now be sent in another manner."""
        return sent.turned_down and sent.manner != self._adapting.manner(question)

    async def _send_once(self, question: Question) -> _Sent:
        async with self._rate_limiter.slot(_tokens(question)) as attempt:
            await self._first_answer.settled()
            # Not earlier: a request before this one may have found out what is taken.
            manner = self._adapting.manner(question)
            if self._hopeless is not None:
                return _Sent(RequestResult(replace(self._hopeless, attempts=0)), manner)
            plain = request_of(
                self._model, question, manner.form, key=self._key, mark_cache=self._marks_cache
            )
            request, notes = manner.applied_to(plain)
            response: WireResponse | WireFailure | None = None

            async def exchange() -> Reply | WireFailure:
                nonlocal response
                if response is not None:
                    self._rate_limiter.repeated(attempt)
                started = time.monotonic()
                with on_the_wire():
                    response = await self._wire.send(request)
                return self._read(response, manner.form, time.monotonic() - started)

            result = await self._first_answer.ask(exchange)
            if isinstance(result, WireFailure):
                turned_down = self._adapting.learn(result, question, request, manner)
                # One that was paid for is asked again as a question of its own, within the limits.
                again = turned_down and not result.billed
                return _Sent(self._failed(result, attempt, turned_down), manner, again)
            self._adapting.taken(question, request, manner)
            self._rate_limiter.succeeded(attempt, result.usage.input, result.usage.output)
            reply = replace(result, notes=notes)
            usage = response.body.get("usage") if isinstance(response, WireResponse) else None
            checked = self._cut_prompts.checked(reply, request.messages, usage)
            return _Sent(RequestResult(checked), manner)

    def _read(
        self, response: WireResponse | WireFailure, form: ReplyForm, seconds: float
    ) -> Reply | WireFailure:
        if isinstance(response, WireFailure):
            if not response.blocked:
                return response
            return Reply(
                text="",
                blocked=True,
                finish="content_filter",
                usage=response.usage or Usage(),
                attempts=response.requests,
            )
        try:
            reply = read_reply(response, self._configured, self._redactor, form, seconds)
        except NoCompletionError:
            reply = no_completion()
        if isinstance(reply, WireFailure):
            return replace(reply, requests=response.requests)
        return reply

    def _failed(self, failed: WireFailure, attempt: Attempt, turned_down: bool) -> RequestResult:
        failure = Failure(
            kind=failed.kind,
            message=failed.message,
            attempts=failed.requests,
            usage=failed.usage,
            billed=failed.billed,
            setting=setting_in(failed, self._model),
        )
        if failure.setting and not self._first_answer.came:
            failure = replace(failure, kind=FailureKind.UNSUPPORTED)
        if failure.kind is FailureKind.UNKNOWN_MODEL and self._first_answer.came:
            # The model has replied under this name: one of several servers has a problem.
            failure = replace(failure, kind=FailureKind.SERVER)
        if failed.no_completion and self._first_answer.came:
            failure = replace(failure, kind=FailureKind.BAD_REPLY)
        # A server that answers too late is asked by too many at once, as far as one can tell.
        if failure.kind.overload or failure.kind is FailureKind.TIMEOUT:
            self._rate_limiter.overloaded(attempt, failed.retry_after)
        wrong_model = failure.kind.unless_replied and not self._first_answer.came
        if not turned_down and (failure.kind.fatal or wrong_model):
            self._hopeless = replace(failure, billed=False, usage=None)
        return RequestResult(failure, failed.retry_after)


def _tokens(question: Question) -> float:
    """Estimate the tokens of a question: a quarter of its characters."""
    return sum(len(message.content) for message in question.messages) / 4
