"""The tables `[distill]` and `[reward]` of the configuration; the schema describes each field."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from delibctl.edge.variable_names import check_variable

_EXPORT = 'token_env = "REWARD_TOKEN", and export the token under that name'


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


def reward_settings(table: dict[str, Any], file: Path) -> RewardSettings:
    """Return what the table `[reward]` says. Raises DelibctlError for what may be the token."""
    if "token_env" in table:
        check_variable(table["token_env"], "token_env", "token", _EXPORT, f"{file.name}: reward")
    return RewardSettings(**table)
