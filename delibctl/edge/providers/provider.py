"""Models of all providers, through LiteLLM."""

from collections.abc import Callable, Mapping
from random import Random

from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.providers.requests.retries import Retries, with_retries
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.model import Ask, Failure, ModelSpec, Question, Reply

#: Attempts at once if no number is given.
_DEFAULT_CONCURRENCY = 512


class Provider:
    """One model behind LiteLLM; `waiting` is called with each failure that is retried.

    Failed requests that may be billed are not retried here: empty and unreadable replies, and
    timeouts. Models of one provider share one `rate_limiter`.
    """

    def __init__(
        self,
        model: ModelSpec,
        environment: Mapping[str, str],
        random: Random,
        retries: Retries,
        waiting: Callable[[Failure], None] = lambda _failure: None,
        rate_limiter: RateLimiter | None = None,
    ) -> None:
        limiter = rate_limiter or RateLimiter(_DEFAULT_CONCURRENCY, model.rpm, model.tpm)
        may_repeat = retries.attempts > 1
        pause = (lambda: retries.wait(1, None, random)) if may_repeat else None
        self._sender = RequestSender(model, environment, limiter, pause)
        self._random = random
        self._retries = retries
        self._waiting = waiting

    @property
    def ask(self) -> Ask:
        """The function that asks the model; it raises DelibctlError if model or key cannot work."""
        return self._ask

    async def close(self) -> None:
        """Close the connections of this event loop."""
        await self._sender.close()

    async def _ask(self, question: Question) -> Reply | Failure:
        return await with_retries(
            lambda: self._sender.send(question), self._retries, self._random, self._waiting
        )
