"""One prompt of a source, before it is mapped to clauses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from delibctl.model import Kind, Message, Status


@dataclass(frozen=True, kw_only=True)
class Record:
    """A prompt of a source. `line` counts from 1; `number` is the source's id for it, if any.

    `--map` maps its `label` to clauses. `style` is None if the source names none. `assumed` maps
    keys of its case to the reason why their values are assumed.
    """

    line: int
    number: str
    messages: tuple[Message, ...]
    label: str = ""
    style: str | None = None
    kind: Kind = Kind.DIRECT
    lang: str = "en"
    status: Status | None = None
    sensitive: bool | None = None
    assumed: Mapping[str, str] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """The text of the last user turn."""
        return self.messages[-1].content


@dataclass(kw_only=True)
class Records:
    """The prompts of a source, and the lines that were left over, each with the reason."""

    records: list[Record] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)


def user_turn(*parts: str) -> tuple[Message, ...]:
    """Return one user turn of some parts, with an empty line between them."""
    return (Message(role="user", content="\n\n".join(filter(None, parts))),)
