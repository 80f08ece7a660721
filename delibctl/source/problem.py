"""Problems of a file that are found before its meaning is checked."""

from dataclasses import dataclass

from delibctl.model import Place


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A problem of a file. `kind` is the lint rule that reports it; `stops`: reading ends there."""

    kind: str
    place: Place
    message: str
    next: str
    stops: bool = False
