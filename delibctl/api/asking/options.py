"""How models are asked: what a caller may say of it, and what that comes to."""

import json
import re
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from delibctl.api.workspace import Workspace
from delibctl.edge.providers.requests.retries import Retries
from delibctl.errors import DelibctlError
from delibctl.model import Mode, ModelSpec
from delibctl.run.budget import Budget
from delibctl.run.limits_reached import LimitReached

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smh]?)")

#: Runs the coroutine that asks; whoever wants to stop it does that here.
Guard = Callable[
    [Coroutine[Any, Any, LimitReached | None]], Coroutine[Any, Any, LimitReached | None]
]


async def unguarded(work: Coroutine[Any, Any, LimitReached | None]) -> LimitReached | None:
    """Run the coroutine to its end."""
    return await work


@dataclass(frozen=True, kw_only=True)
class PlanOptions:
    """In which modes each case is asked, and how many times. None: as configured."""

    modes: Sequence[Mode] = ()
    repeats: int | None = None


@dataclass(frozen=True, kw_only=True)
class Throughput:
    """At most how many questions at once of each provider, and in how many processes."""

    concurrency: int | None = None
    workers: int = 1


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """Parameters of every model, in place of those that the configuration gives it."""

    temperature: float | None = None
    max_tokens: int | None = None
    reasoning_effort: Sequence[str] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    timeout: float | None = None
    rpm: int | None = None
    tpm: int | None = None

    def variants(self, specs: Iterable[ModelSpec], seed: int | None) -> tuple[ModelSpec, ...]:
        """Return each model with these parameters; one for each reasoning effort."""
        names = ("temperature", "max_tokens", "timeout", "rpm", "tpm")
        values: dict[str, Any] = {name: getattr(self, name) for name in names}
        values["seed"] = seed
        changes = {name: value for name, value in values.items() if value is not None}
        efforts = list(dict.fromkeys(self.reasoning_effort))
        variants: list[ModelSpec] = []
        for spec in specs:
            model = replace(spec, **changes, params={**spec.params, **self.params})
            variants += [
                replace(
                    model,
                    reasoning_effort=effort,
                    alias=f"{model.alias}@{effort}" if len(efforts) > 1 else model.alias,
                )
                for effort in efforts
            ] or [model]
        return tuple(variants)


def parameters_of(texts: Iterable[str]) -> dict[str, Any]:
    """Read `name=value` texts: JSON values as what they are, others as texts.

    Raises DelibctlError for a text of another form.
    """
    return dict(map(_parameter, texts))


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise DelibctlError(f"{text!r} is not NAME=VALUE", next="write it like top_p=0.9")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


@dataclass(frozen=True, kw_only=True)
class Reuse:
    """The use of cached answers: `refresh` uses none, `replay` asks nothing new."""

    refresh: bool = False
    replay: bool = False

    def __post_init__(self) -> None:
        if self.refresh and self.replay:
            raise DelibctlError(
                "refresh asks everything again, and replay asks nothing", next="choose one of them"
            )


@dataclass(frozen=True, kw_only=True)
class Spending:
    """A budget in US dollars, a time limit like 90s, 10m or 2h, and consent to any price."""

    max_cost: float | None = None
    max_time: str | None = None
    yes: bool = False

    @property
    def seconds(self) -> float | None:
        """`max_time` in seconds. Raises DelibctlError if it is not a time."""
        if self.max_time is None:
            return None
        match = _DURATION.fullmatch(self.max_time.strip())
        if match is None:
            raise DelibctlError(
                f"{self.max_time!r} is not a time",
                next="write it like 90s, 10m or 2h",
                usage="--max-time 90s, 10m or 2h",
            )
        return float(match[1]) * _UNITS[match[2]]


@dataclass(frozen=True, kw_only=True)
class AskOptions:
    """The way questions are asked, with the defaults of the configuration filled in.

    `deadline` is a time of the workspace's monotonic clock.
    """

    concurrency: int
    retries: Retries
    spending: Spending
    confirm_above: float
    reuse: Reuse = field(default_factory=Reuse)
    workers: int = 1
    budget: Budget | None = None
    deadline: float | None = None
    guard: Guard = unguarded

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        spending: Spending,
        throughput: Throughput | None = None,
        reuse: Reuse | None = None,
    ) -> Self:
        """Fill in what the configuration of a workspace says."""
        settings = workspace.settings
        throughput = throughput or Throughput()
        limit = spending.max_cost
        return cls(
            concurrency=throughput.concurrency or settings.concurrency,
            workers=throughput.workers,
            retries=Retries(attempts=settings.attempts, base=settings.retry_wait),
            spending=spending,
            confirm_above=settings.confirm_above,
            reuse=reuse or Reuse(),
            budget=None if limit is None else Budget(limit),
        )

    def with_deadline(self, workspace: Workspace) -> Self:
        """Let the time run from now on, unless it does already."""
        seconds = self.spending.seconds
        if self.deadline is not None or seconds is None:
            return self
        return replace(self, deadline=workspace.clock.monotonic() + seconds)
