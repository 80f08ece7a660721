"""The tables `[distill]` and `[reward]` of the configuration; the schema describes each field."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar


@dataclass(frozen=True, kw_only=True)
class DistillSettings:
    """The table `[distill]`. `formats` is its key `for`, which is a keyword of Python."""

    min_correctness: int = 4
    min_helpfulness: int = 4
    hold_out: float | None = None
    seed: int = 1
    per_group: int | None = None
    formats: tuple[str, ...] = ("trl",)
    reasoning_in: str | None = None
    max_tokens: int | None = None


@dataclass(frozen=True, kw_only=True)
class RewardSettings:
    """The table `[reward]`."""

    judge: str = "patterns"
    judge_runs: int = 1
    form: str = "lowest"
    max_cost: float | None = None
    host: str = "127.0.0.1"
    port: int = 8765
    token_env: str | None = None
    concurrency: int = 32
    queue: int = 256


_Settings = TypeVar("_Settings", DistillSettings, RewardSettings)


def over(settings: _Settings, **given: Any) -> _Settings:
    """Return the settings with what was given, that is with all that is not None."""
    return replace(settings, **{key: value for key, value in given.items() if value is not None})


def distill_settings(table: dict[str, Any]) -> DistillSettings:
    """Return what the table `[distill]` says; it is valid by the schema."""
    values = {key: value for key, value in table.items() if key != "for"}
    if "for" in table:
        named = table["for"]
        values["formats"] = (named,) if isinstance(named, str) else tuple(named)
    return DistillSettings(**values)
