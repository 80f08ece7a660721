"""A generated case before it has an id."""

from dataclasses import dataclass
from typing import Any

from delibctl.model import Kind, Message


@dataclass(frozen=True, kw_only=True)
class CaseDraft:
    """A draft for `clause`, the one it was made for.

    `part` tells apart what one strategy makes of one parent. Of `clauses` the first is primary;
    none means that no clause speaks of it. `parent` is the id of a case. `unchecked`: nobody said
    whether it is a fair test.
    """

    clause: str
    kind: Kind
    messages: tuple[Message, ...]
    clauses: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    style: str | None = None
    category: str | None = None
    lang: str = "en"
    parent: str | None = None
    part: str = ""
    unchecked: bool = False

    @property
    def text(self) -> str:
        """All that is said in it."""
        return "\n".join(message.content for message in self.messages)

    def data(self, id: str, strategy: str, seed: int, model: str = "") -> dict[str, Any]:
        """The case as it stands in a file."""
        case: dict[str, Any] = {"id": id, "kind": str(self.kind)}
        if len(self.messages) == 1:
            case["prompt"] = self.messages[0].content
        else:
            case["messages"] = [{"role": m.role, "content": m.content} for m in self.messages]
        if self.category:
            case["category"] = [self.category]
        if self.clauses:
            case["clauses"] = list(self.clauses)
        if self.also:
            case["also"] = list(self.also)
        if self.style:
            case["style"] = self.style
        if self.lang != "en":
            case["lang"] = self.lang
        origin: dict[str, Any] = {"strategy": strategy, "seed": seed, "clause": self.clause}
        if model:
            origin["model"] = model
        if self.unchecked:
            origin["checked"] = False
        if self.parent:
            origin["parent"] = self.parent
        return {**case, "status": "draft", "origin": origin}


@dataclass(frozen=True, kw_only=True)
class WrappedRequest:
    """A conversation that a request was packed into, and the language of what is around it."""

    messages: tuple[Message, ...]
    lang: str = "en"


def user_turn(text: str) -> tuple[Message, ...]:
    """A conversation of one user turn."""
    return (Message(role="user", content=text),)
