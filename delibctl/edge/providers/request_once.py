"""One request to a model, and what came of it."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from delibctl.edge.providers.errors import explain, is_block
from delibctl.edge.providers.library import (
    check,
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
    """What came of one request; `retry_after` is how many seconds the server asks to wait.

    `turned_down`: it was the form of the reply that the provider does not take.
    """

    found: Reply | Failure
    retry_after: float | None = None
    turned_down: bool = False


class RequestSender:
    """Asks one model, at the pace of its provider."""

    def __init__(self, model: ModelSpec, environment: Mapping[str, str], pace: RateLimiter) -> None:
        self._model = model
        self._environment = environment
        self._pace = pace
        self._mask = Redactor(environment, model.api_key_env)
        self._litellm: Any = None
        self._forms = ReplyFormats()
        self._marked = False
        self._replied = False
        self._loading = asyncio.Lock()

    async def once(self, question: Question) -> RequestResult:
        """Send a question once. Raises DelibctlError where the model or its key cannot work."""
        async with self._loading:
            if self._litellm is None:
                await self._load()
        async with self._pace.slot(_tokens(question)) as attempt:
            # Not before: those that went ahead may have found out which form is taken.
            form = self._forms.of(question)
            asked = arguments(self._model, question, form, key=self._key(), marked=self._marked)
            started = time.monotonic()
            try:
                # The library's own limit is one for each read: a server that drips has no end.
                response = await asyncio.wait_for(
                    self._litellm.acompletion(**asked), self._model.timeout
                )
                seconds = time.monotonic() - started
                reply = read_reply(response, self._model, self._mask, form, seconds)
                self._forms.prove(form)
            except Exception as error:
                if not is_block(error, self._litellm):
                    return self._failed(error, question, form, attempt)
                reply = Reply(text="", blocked=True, finish="content_filter")
            self._replied = True
            self._pace.succeeded(attempt, reply.usage.input, reply.usage.output)
            return RequestResult(reply)

    async def close(self) -> None:
        """Close the connections of this event loop."""
        if self._litellm is not None:
            await self._litellm.close_litellm_async_clients()

    async def _load(self) -> None:
        check(self._model, self._environment)
        litellm = load()
        register(self._model, litellm)
        await warm_up(self._model, litellm)
        self._forms = ReplyFormats(constrained=takes_response_format(self._model, litellm))
        self._marked = takes_cache_marks(self._model, litellm)
        self._litellm = litellm

    def _failed(
        self, error: Exception, question: Question, form: ReplyForm, attempt: Attempt
    ) -> RequestResult:
        failure, retry_after = explain(error, self._litellm, self._mask, self._model.timeout)
        if failure.kind is FailureKind.UNKNOWN_MODEL and self._replied:
            # A model that has replied under its name is known; one server of several is not well.
            failure = replace(failure, kind=FailureKind.SERVER)
        if failure.kind in OVERLOADS:
            self._pace.overloaded(attempt, retry_after)
        return RequestResult(failure, retry_after, self._forms.turned_down(failure, form, question))

    def _key(self) -> str | None:
        if self._model.api_key_env:
            return self._environment.get(self._model.api_key_env)
        # A server of one's own needs no key, but the clients insist on one.
        return "not-needed" if self._model.api_base else None


def _tokens(question: Question) -> float:
    """An estimate of the tokens of a question: a quarter of its characters."""
    return sum(len(message.content) for message in question.messages) / 4
