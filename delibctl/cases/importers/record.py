"""One prompt of a source, before it is mapped to clauses."""

from dataclasses import dataclass, field

from delibctl.model import Kind, Message


@dataclass(frozen=True, kw_only=True)
class Record:
    """A prompt of a source. `line` counts from 1; `number` is the source's id for it, if any.

    `--map` maps its `label` to clauses. `style` is None if the source names none.
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
    """The prompts of a source, and the lines that were left over, each with the reason."""

    records: list[Record] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)


def user_turn(*parts: str) -> tuple[Message, ...]:
    """Return one user turn of some parts, with an empty line between them."""
    return (Message(role="user", content="\n\n".join(filter(None, parts))),)
