"""A single request to a model, and its result."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from delibctl.edge.providers.check_model import check_model
from delibctl.edge.providers.connections import close_connections, open_connections
from delibctl.edge.providers.credentials import address_of, key_of
from delibctl.edge.providers.errors import failure_of, is_block
from delibctl.edge.providers.litellm_library import (
    load,
    register,
    takes_cache_marks,
    takes_response_format,
    warm_up,
)
from delibctl.edge.providers.redact import Redactor
from delibctl.edge.providers.reply_format import ReplyFormats
from delibctl.edge.providers.request import arguments
from delibctl.edge.providers.response import read_reply
from delibctl.edge.providers.retries import OVERLOADS
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.edge.rate_limit.sliding_window import Attempt
from delibctl.model import Failure, FailureKind, ModelSpec, Question, Reply, ReplyForm


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
        self._model = model
        self._addressed = replace(model, api_base=address_of(model, environment))
        self._environment = environment
        self._rate_limiter = rate_limiter
        self._redactor = Redactor(environment, model.api_key_env)
        self._litellm: Any = None
        self._formats = ReplyFormats()
        self._marks_cache = False
        self._replied = False
        self._loading = asyncio.Lock()

    async def send(self, question: Question) -> RequestResult:
        """Send a question once. Raises DelibctlError if the model or its key cannot work."""
        async with self._loading:
            if self._litellm is None:
                await self._load()
        async with self._rate_limiter.slot(_tokens(question)) as attempt:
            # Not earlier: a request before this one may have found out which format is supported.
            form = self._formats.for_question(question)
            key = key_of(self._model, self._environment)
            request = arguments(
                self._addressed, question, form, key=key, mark_cache=self._marks_cache
            )
            started = time.monotonic()
            try:
                # The library's own timeout is for each read: a server that drips never reaches it.
                response = await asyncio.wait_for(
                    self._litellm.acompletion(**request), self._model.timeout
                )
                seconds = time.monotonic() - started
                reply = read_reply(response, self._model, self._redactor, form, seconds)
                self._formats.confirm(form)
            except Exception as error:
                if not is_block(error, self._litellm):
                    return self._failed(error, question, form, attempt)
                reply = Reply(text="", blocked=True, finish="content_filter")
            self._replied = True
            self._rate_limiter.succeeded(attempt, reply.usage.input, reply.usage.output)
            return RequestResult(reply)

    async def close(self) -> None:
        """Close the connections of this event loop."""
        if self._litellm is not None:
            await close_connections(self._litellm)

    async def _load(self) -> None:
        check_model(self._model, self._environment)
        litellm = load()
        register(self._model, litellm)
        open_connections()
        await warm_up(self._model, litellm)
        self._formats = ReplyFormats(constrained=takes_response_format(self._model, litellm))
        self._marks_cache = takes_cache_marks(self._model, litellm)
        self._litellm = litellm

    def _failed(
        self, error: Exception, question: Question, form: ReplyForm, attempt: Attempt
    ) -> RequestResult:
        failure, retry_after = failure_of(error, self._litellm, self._redactor, self._model.timeout)
        if failure.kind is FailureKind.UNKNOWN_MODEL and self._replied:
            # The model has replied under this name: one of several servers has a problem.
            failure = replace(failure, kind=FailureKind.SERVER)
        if failure.kind in OVERLOADS:
            self._rate_limiter.overloaded(attempt, retry_after)
        return RequestResult(failure, retry_after, self._formats.rejects(failure, form, question))


def _tokens(question: Question) -> float:
    """Estimate the tokens of a question: a quarter of its characters."""
    return sum(len(message.content) for message in question.messages) / 4
