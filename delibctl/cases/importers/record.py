"""One prompt of a source, before it is known to which clauses it belongs."""

from dataclasses import dataclass, field

from delibctl.model import Kind, Message


@dataclass(frozen=True, kw_only=True)
class Record:
    """`line` counts from 1; `number` is the source's own id, if it has one.

    `label` is what `--map` ties to clauses. `style` is given by the source, or None.
    """

    line: int
    number: str
    messages: tuple[Message, ...]
    label: str = ""
    style: str | None = None
    kind: Kind = Kind.DIRECT
    lang: str = "en"


@dataclass(kw_only=True)
class Records:
    """What was read, and the lines that were not, each with why."""

    found: list[Record] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)


def user_turn(*parts: str) -> tuple[Message, ...]:
    """One user turn of some parts, with an empty line between them."""
    return (Message(role="user", content="\n\n".join(filter(None, parts))),)
