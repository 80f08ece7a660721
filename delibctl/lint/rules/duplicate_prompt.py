"""No two cases have the same prompt.

Why: The same question counts twice in every figure. Where the two expect different things, one of
them always fails.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}
      - {id: how-now, prompt: "How?", kind: direct, clauses: [refunds.how]}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}
      - {id: how-now, prompt: "How, and until when?", kind: direct, clauses: [refunds.how]}

Fix: remove one, retire it with `status: retired`, or reword it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule

_Messages = tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, kw_only=True)
class _Case:
    """A case, the categories the model is shown with it, and the style it expects."""

    entry: Entry
    categories: frozenset[str | None]
    style: str | None


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case with the messages of an earlier one, spacing aside.

    Upper case and typography count, since a model may be tested on both. The same words with
    another `category` are another question, unless they expect another style.
    """
    styles = {clause.text("id"): clause.text("style") for clause in outline.clauses}
    by_messages = defaultdict[_Messages, list[_Case]](list)
    for entry in outline.cases:
        messages = _messages(entry)
        if not messages or entry.text("status") == "retired":
            continue
        case = _case(entry, outline.category_of, styles)
        earlier = by_messages[messages]
        twin = next((e for e in earlier if _asks_the_same(case, e)), None)
        if twin is None:
            earlier.append(case)
        elif entry.text("id") != twin.entry.text("id"):  # a duplicate id has its own rule
            yield _hit(case, twin)


def _asks_the_same(case: _Case, earlier: _Case) -> bool:
    return case.categories == earlier.categories or case.style != earlier.style


def _messages(case: Entry) -> _Messages:
    prompt = case.text("prompt")
    turns: list[tuple[str | None, str]] = [("user", prompt)] if prompt is not None else []
    turns += [(turn.text("role"), turn.text("content") or "") for turn in case.entries("messages")]
    return tuple((role, " ".join(content.split())) for role, content in turns)


def _case(entry: Entry, category_of: dict[str, str], styles: dict[str | None, str | None]) -> _Case:
    clauses = [id for key in ("clauses", "either") for id, _ in entry.texts(key)]
    categories = frozenset[str | None](id for id, _ in entry.texts("category"))
    if not categories:
        categories = frozenset(map(category_of.get, clauses))
    style = entry.text("style") or styles.get(clauses[0] if clauses else None, "comply")
    return _Case(entry=entry, categories=categories, style=style)


def _hit(case: _Case, earlier: _Case) -> Hit:
    entry, first = case.entry, earlier.entry
    differs = f", but expects {case.style!r} instead of {earlier.style!r}"
    return Hit(
        place=entry.place("prompt" if entry.text("prompt") is not None else "messages"),
        message=f"{entry.text('id')!r} has the same prompt as {first.text('id')!r} at "
        f"{first.place('id')}{differs if case.style != earlier.style else ''}",
        next="remove one of them, or reword it",
    )


rule = PolicyRule(code="CAS655", level=Level.WARNING, check=check)
