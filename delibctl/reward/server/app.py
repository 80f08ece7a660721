"""The application: its paths, and what every request has in common."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from delibctl import __version__
from delibctl.errors import DelibctlError
from delibctl.model import Ask
from delibctl.reward.adapters.openrlhf import as_rewards
from delibctl.reward.core import Answered, Reward, UnknownCase
from delibctl.reward.server.access import knows
from delibctl.reward.server.bodies import batch, queries, read_json
from delibctl.reward.server.counters import Counters
from delibctl.reward.server.limits import Limits
from delibctl.reward.server.places import Places
from delibctl.reward.server.refusal import Refusal
from delibctl.reward.server.verdict_json import as_json
from delibctl.reward.verdict import Verdict

Handler = Callable[[Request], Awaitable[Response]]
Read = Callable[[dict[str, Any], Limits], list[Answered]]
Write = Callable[[list[Verdict]], Mapping[str, Any]]


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a line of the server's log


@dataclass(kw_only=True)
class Service:
    """A reward over HTTP. `tell` takes lines of the log, which never hold a prompt or an answer."""

    reward: Reward
    token: str | None = None
    limits: Limits = field(default_factory=Limits)
    tell: Callable[[str], None] = _tell
    ask: Ask | None = None

    def __post_init__(self) -> None:
        self.places = Places(self.limits)
        self.counters = Counters(self.places)

    def app(self) -> Starlette:
        """Return the ASGI application."""
        posts = {"/v1/rewards": self._scoring(batch, as_json)}
        posts["/get_reward"] = self._scoring(queries, as_rewards)
        routes = [
            Route(path, self._request(each), methods=["POST"]) for path, each in posts.items()
        ]
        routes.append(Route("/metrics", self._request(self._metrics)))
        routes.append(Route("/health", self._health))
        return Starlette(routes=routes, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        async with self.reward.opened() as self.ask:
            yield

    def _request(self, handler: Handler) -> Handler:
        """Return a handler whose every end is a clear status, and is counted."""

        async def handling(request: Request) -> Response:
            began = monotonic()
            try:
                self._check_token(request)
                async with asyncio.timeout(self.limits.seconds):
                    response = await handler(request)
            except Refusal as refusal:
                response = _refused(refusal)
            except TimeoutError:
                limit = f"{self.limits.seconds:g} seconds"
                response = _refused(Refusal(504, f"no verdict in {limit}", "send fewer answers"))
            except Exception as error:  # a traceback could hold an answer
                self.tell(f"a bug in delibctl: {type(error).__name__} at {_place(error)}")
                response = _refused(Refusal(500, "a bug in delibctl; its log names the place"))
            self.counters.ended(request.url.path, response.status_code, monotonic() - began)
            return response

        return handling

    def _check_token(self, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if self.token is not None and not knows(self.token, given):
            raise Refusal(
                401, "the token is missing or wrong", headers={"WWW-Authenticate": "Bearer"}
            )

    def _scoring(self, read: Read, write: Write) -> Handler:
        async def scoring(request: Request) -> Response:
            with self.places.place():
                data, size = await read_json(request, self.limits)
                async with self.places.turn():
                    large = size > self.limits.large
                    verdicts = await (self._in_thread if large else self._now)(read, data)
                return JSONResponse(write(verdicts))

        return scoring

    async def _now(self, read: Read, data: dict[str, Any]) -> list[Verdict]:
        return await self._verdicts(read(data, self.limits))

    async def _in_thread(self, read: Read, data: dict[str, Any]) -> list[Verdict]:
        if self.ask is None:  # `patterns` waits for nothing, so a loop of its own does
            return await asyncio.to_thread(lambda: asyncio.run(self._now(read, data)))
        return await self._verdicts(await asyncio.to_thread(read, data, self.limits))

    async def _verdicts(self, answered: list[Answered]) -> list[Verdict]:
        """Return verdicts. Raises Refusal 422 for an unknown case, 502 if no judge replies."""
        try:
            verdicts = await self.reward.verdicts_by(self.ask, answered)
        except UnknownCase as error:
            raise Refusal(422, error.what, error.next) from None
        except DelibctlError as error:
            self.tell(f"the judge cannot be asked; next: {error.next}")
            raise Refusal(502, error.what, error.next) from None
        self.counters.scored(verdicts)
        if all(verdict.unanswered for verdict in verdicts):
            self.tell(f"the judge gave no reply to {len(verdicts)} of {len(verdicts)} answers")
            raise Refusal(502, "the judge gave no reply", "see whether its server runs")
        return verdicts

    async def _metrics(self, _request: Request) -> Response:
        return Response(self.counters.text(), media_type="text/plain; version=0.0.4")

    async def _health(self, _request: Request) -> Response:
        reward = self.reward
        about = {"status": "ok", "delibctl": __version__, "policy": reward.policy.id}
        return JSONResponse({**about, "judge": reward.judge_name, "form": reward.form})


def _refused(refusal: Refusal) -> Response:
    body = {"error": refusal.what, **({"next": refusal.next} if refusal.next else {})}
    return JSONResponse(body, refusal.status, refusal.headers)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}"
