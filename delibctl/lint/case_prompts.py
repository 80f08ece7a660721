"""The prompts of cases, with what decides whether two of them ask and expect the same."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from delibctl.lint.entry import Entry
from delibctl.lint.outline import Outline

Messages = tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, kw_only=True)
class CasePrompt:
    """A case, its turns with their roles, the categories the model is shown, and what it expects.

    Spacing does not count.
    """

    entry: Entry
    messages: Messages
    categories: frozenset[str | None]
    clauses: frozenset[str]
    style: str | None

    @cached_property
    def text(self) -> str:
        """All turns, one below the other."""
        return "\n".join(content for _, content in self.messages)

    @property
    def place_key(self) -> str:
        """The key of the prompt in the case."""
        return "prompt" if self.entry.text("prompt") is not None else "messages"

    @cached_property
    def expectation(self) -> tuple[Hashable, ...]:
        """What two cases have in common that are of one kind and language, and expect the same."""
        kind, lang = self.entry.text("kind"), self.entry.text("lang")
        return kind, lang, self.style, self.clauses, self.categories


def case_prompts(outline: Outline) -> Iterator[CasePrompt]:
    """Yield the prompt of each case that is not retired, in the order of the files."""
    styles = {clause.text("id"): clause.text("style") for clause in outline.clauses}
    for entry in outline.cases:
        messages = _messages(entry)
        if messages and entry.text("status") != "retired":
            yield _prompt(entry, messages, outline.category_of, styles)


def _messages(case: Entry) -> Messages:
    prompt = case.text("prompt")
    turns: list[tuple[str | None, str]] = [("user", prompt)] if prompt is not None else []
    turns += [(turn.text("role"), turn.text("content") or "") for turn in case.entries("messages")]
    return tuple((role, " ".join(content.split())) for role, content in turns)


def _prompt(
    entry: Entry,
    messages: Messages,
    category_of: dict[str, str],
    styles: dict[str | None, str | None],
) -> CasePrompt:
    clauses = [id for key in ("clauses", "either") for id, _ in entry.texts(key)]
    categories = frozenset[str | None](id for id, _ in entry.texts("category"))
    if not categories:
        categories = frozenset(map(category_of.get, clauses))
    style = entry.text("style") or styles.get(clauses[0] if clauses else None, "comply")
    return CasePrompt(
        entry=entry,
        messages=messages,
        categories=categories,
        clauses=frozenset(clauses),
        style=style,
    )
