"""Arguments as programs like to write them: one value or several, names or members."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from delibctl.api.asking.options import Parameters, Spending
from delibctl.api.cases.filters import Filters
from delibctl.errors import DelibctlError

E = TypeVar("E", bound=StrEnum)


def names(values: str | Iterable[str]) -> tuple[str, ...]:
    """Return one name or several as a tuple. Raises TypeError for anything but texts."""
    several = (values,) if isinstance(values, str) else tuple(values)
    for name in several:
        if not isinstance(name, str):
            raise TypeError(f"{name!r} is not a str")
    return several


def paths(values: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    """Return one path or several as a tuple."""
    several = (values,) if isinstance(values, (str, Path)) else values
    return tuple(map(Path, several))


def optional_path(path: str | Path | None) -> Path | None:
    """Return a path; None stays None."""
    return None if path is None else Path(path)


def choice(kind: type[E], value: str, what: str) -> E:
    """Return the member of that value. Raises DelibctlError if it is not found."""
    try:
        return kind(value)
    except ValueError:
        raise DelibctlError(f"unknown {what} {value!r}", next=f"one of {', '.join(kind)}") from None


def check_text(name: str, value: object) -> None:
    """Raise TypeError for anything but a text or None."""
    if not isinstance(value, str | None):
        raise TypeError(f"{name}={value!r} is not a str")


def check_range(
    name: str, value: float | None, least: float, most: float = math.inf, *, whole: bool = True
) -> None:
    """Raise DelibctlError unless a number is in its range, TypeError unless it is a number."""
    if value is None:
        return
    if not isinstance(value, int if whole else (int, float)) or isinstance(value, bool):
        raise TypeError(f"{name}={value!r} is not {'an int' if whole else 'a number'}")
    if not least <= value <= most:
        limits = f"{least} or more" if most == math.inf else f"from {least} to {most}"
        raise DelibctlError(f"{name}={value} is out of range", next=f"use {limits}")


def filters_of(filters: Filters | None) -> Filters:
    """Return filters whose values are tuples. Raises DelibctlError for a sample of no case."""
    filters = filters or Filters()
    check_range("sample", filters.sample, 1)
    return replace(
        filters,
        category=names(filters.category),
        clause=names(filters.clause),
        kind=names(filters.kind),
        case=names(filters.case),
        lang=names(filters.lang),
        split=names(filters.split),
    )


def parameters_of(parameters: Parameters | None) -> Parameters:
    """Return parameters with a tuple of efforts. Raises DelibctlError for a number out of range."""
    parameters = parameters or Parameters()
    check_range("temperature", parameters.temperature, 0, whole=False)
    check_range("timeout", parameters.timeout, 1, whole=False)
    for name in ("max_tokens", "rpm", "tpm"):
        check_range(name, getattr(parameters, name), 1)
    return replace(parameters, reasoning_effort=names(parameters.reasoning_effort))


def check_limits(
    *,
    judge_runs: int,
    max_cost: float | None,
    max_time: str | None,
    concurrency: int | None,
    repeats: int | None = None,
    workers: int = 1,
) -> None:
    """Raise DelibctlError unless each number is in the range of its option in the commands."""
    check_range("repeats", repeats, 1)
    check_range("judge_runs", judge_runs, 1, 20)
    check_range("concurrency", concurrency, 1, 512)
    check_range("workers", workers, 1, 64)
    check_range("max_cost", max_cost, 0, whole=False)
    check_text("max_time", max_time)
    check_range("max_time", Spending(max_time=max_time).seconds, 0, whole=False)
