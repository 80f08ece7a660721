"""What is wrong with a file before its meaning is looked at."""

from dataclasses import dataclass

from delibctl.model import Place


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`kind` names the lint rule that reports it; `stops`: the rest of the file was not read."""

    kind: str
    place: Place
    message: str
    next: str
    stops: bool = False
