"""The options of `probe` that belong together."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any

import typer

from delibctl.errors import DelibctlError
from delibctl.model import Mode, ModelSpec

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smh]?)")


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """How every model is asked, whatever the configuration says of it."""

    temperature: Annotated[
        float | None, typer.Option(min=0, metavar="X", help="Sampling temperature.")
    ] = None
    max_tokens: Annotated[int | None, typer.Option(min=1, metavar="N", help="Longest reply.")] = (
        None
    )
    reasoning_effort: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LEVEL", help="How long to think; of several, each is a model of its own."
        ),
    ] = None
    param: Annotated[
        list[str] | None,
        typer.Option(metavar="K=V", help="Any other parameter of the model; may be repeated."),
    ] = None
    timeout: Annotated[
        float | None, typer.Option(min=1, metavar="SECONDS", help="Seconds for each try.")
    ] = None
    rpm: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Tries a minute of each model, at most.")
    ] = None
    tpm: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Tokens a minute of each model, at most.")
    ] = None

    def variants(self, specs: Iterable[ModelSpec], seed: int | None) -> tuple[ModelSpec, ...]:
        """Each model with what was given in place of what was configured."""
        names = ("temperature", "max_tokens", "timeout", "rpm", "tpm")
        given: dict[str, Any] = {name: getattr(self, name) for name in names}
        given["seed"] = seed
        changed = {name: value for name, value in given.items() if value is not None}
        extra = dict(map(_parameter, self.param or ()))
        found = []
        for spec in specs:
            model = replace(spec, **changed, params={**spec.params, **extra})
            efforts = list(dict.fromkeys(self.reasoning_effort or ()))
            found += [
                replace(
                    model,
                    reasoning_effort=effort,
                    alias=f"{model.alias}@{effort}" if len(efforts) > 1 else model.alias,
                )
                for effort in efforts
            ] or [model]
        return tuple(found)


def _parameter(text: str) -> tuple[str, Any]:
    """`k=v`; a value that is JSON is read as such, any other is a text."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise DelibctlError(f"--param {text!r} is not K=V", next="--param top_p=0.9")
    try:
        return key.strip(), json.loads(value)
    except ValueError:
        return key.strip(), value


@dataclass(frozen=True, kw_only=True)
class Asking:
    """In which modes and how often each case is asked, and how many at once."""

    mode: Annotated[
        list[Mode] | None,
        typer.Option(
            metavar="MODE",
            help="How the policy is shown: category, full, recall or none; may be repeated.",
            show_default="category",
        ),
    ] = None
    repeats: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Ask each case so often.")
    ] = None
    concurrency: Annotated[
        int | None,
        typer.Option(
            min=1, max=512, metavar="N", help="At most so many questions at once of each provider."
        ),
    ] = None
    workers: Annotated[
        int,
        typer.Option(min=1, max=64, metavar="N", help="Processes that ask, for servers that fast."),
    ] = 1


@dataclass(frozen=True, kw_only=True)
class Reuse:
    """Which answers are reused, and what is only shown."""

    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again even what has an answer.")
    ] = False
    replay: Annotated[
        bool, typer.Option("--replay", help="Ask nothing: what has no answer is unmeasured.")
    ] = False
    why: Annotated[
        bool, typer.Option("--why", help="Only list why each trial would be asked, or reused.")
    ] = False
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Only show how much would be asked, and its price.")
    ] = False

    def __post_init__(self) -> None:
        if self.refresh and self.replay:
            raise DelibctlError("--refresh asks everything and --replay nothing", next="name one")


@dataclass(frozen=True, kw_only=True)
class Spending:
    """What a run may cost."""

    max_cost: Annotated[
        float | None,
        typer.Option(min=0, metavar="DOLLARS", help="Stop before this much is spent (exit 5)."),
    ] = None
    max_time: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Stop after 90s, 10m or 2h (exit 5)."),
    ] = None
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Spend without being asked.")] = False

    @property
    def seconds(self) -> float | None:
        """`max_time` in seconds."""
        if self.max_time is None:
            return None
        found = _DURATION.fullmatch(self.max_time.strip())
        if found is None:
            raise DelibctlError(f"--max-time {self.max_time!r} is no time", next="--max-time 10m")
        return float(found[1]) * _UNITS[found[2]]
