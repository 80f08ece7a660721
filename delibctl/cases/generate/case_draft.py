"""A generated case before it has an id."""

from dataclasses import dataclass
from typing import Any

from delibctl.model import Kind, Message, Split


@dataclass(frozen=True, kw_only=True)
class CaseDraft:
    """A draft that was made for `clause`.

    `clauses` are the expected ones, the primary clause first; empty if no clause governs the
    prompt. `parent` is the id of the case it derives from. `unchecked`: no reader said whether the
    draft is a fair test.
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
    unchecked: bool = False

    @property
    def text(self) -> str:
        """The text of all turns."""
        return "\n".join(message.content for message in self.messages)

    def data(
        self, id: str, strategy: str, seed: int, model: str = "", split: Split | None = None
    ) -> dict[str, Any]:
        """Return the case as data of a file."""
        case: dict[str, Any] = {"id": id, "kind": str(self.kind)}
        if len(self.messages) == 1:
            case["prompt"] = self.messages[0].content
        else:
            case["messages"] = [{"role": m.role, "content": m.content} for m in self.messages]
        fields = {
            "category": [self.category] if self.category else None,
            "clauses": list(self.clauses),
            "also": list(self.also),
            "style": self.style,
            "lang": None if self.lang == "en" else self.lang,
            "split": None if split is Split.UNASSIGNED else split and str(split),
        }
        case |= {name: value for name, value in fields.items() if value}
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
    """A conversation that wraps a request, and the language of the wrapper."""

    messages: tuple[Message, ...]
    lang: str = "en"


def user_turn(text: str) -> tuple[Message, ...]:
    """Return a conversation of one user turn."""
    return (Message(role="user", content=text),)
