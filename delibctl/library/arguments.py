"""Arguments as programs like to write them: one value or several, names or members."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from delibctl.errors import DelibctlError

E = TypeVar("E", bound=StrEnum)


def names(values: str | Iterable[str]) -> tuple[str, ...]:
    """Return one name or several as a tuple."""
    return (values,) if isinstance(values, str) else tuple(values)


def paths(values: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    """Return one path or several as a tuple."""
    several = (values,) if isinstance(values, (str, Path)) else values
    return tuple(map(Path, several))


def choice(kind: type[E], value: str, what: str) -> E:
    """Return the member of that value. Raises DelibctlError if there is none."""
    try:
        return kind(value)
    except ValueError:
        raise DelibctlError(f"unknown {what} {value!r}", next=f"one of {', '.join(kind)}") from None
