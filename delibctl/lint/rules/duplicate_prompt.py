"""No two cases say the same to the model.

Why: The same question counts twice in every figure; and where the two expect different things, one
of them misses whatever the model does.

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

Fix: remove one, retire it with `status: retired`, or word it otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule

_Messages = tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, kw_only=True)
class _Case:
    """A case, the categories that a model is shown with it, and the style it expects."""

    entry: Entry
    shown: frozenset[str | None]
    style: str | None


def check(outline: Outline) -> Iterator[Hit]:
    """Every case with the messages of an earlier one, spacing aside.

    Case and typography count: a model may be tried on both. So does what it is shown: the same
    words with another `category` are another question, unless they expect another style.
    """
    styles = {clause.text("id"): clause.text("style") for clause in outline.clauses}
    seen = defaultdict[_Messages, list[_Case]](list)
    for entry in outline.cases:
        messages = _messages(entry)
        if not messages or entry.text("status") == "retired":
            continue
        case = _case(entry, outline.category_of, styles)
        earlier = seen[messages]
        other = next((o for o in earlier if case.shown == o.shown or case.style != o.style), None)
        if other is None:
            earlier.append(case)
        elif entry.text("id") != other.entry.text("id"):  # which is reported
            yield _hit(case, other)


def _messages(case: Entry) -> _Messages:
    prompt = case.text("prompt")
    turns: list[tuple[str | None, str]] = [("user", prompt)] if prompt is not None else []
    turns += [(turn.text("role"), turn.text("content") or "") for turn in case.entries("messages")]
    return tuple((role, " ".join(content.split())) for role, content in turns)


def _case(entry: Entry, category_of: dict[str, str], styles: dict[str | None, str | None]) -> _Case:
    clauses = [id for key in ("clauses", "either") for id, _ in entry.texts(key)]
    named = frozenset[str | None](id for id, _ in entry.texts("category"))
    style = entry.text("style") or styles.get(clauses[0] if clauses else None, "comply")
    return _Case(entry=entry, shown=named or frozenset(map(category_of.get, clauses)), style=style)


def _hit(case: _Case, other: _Case) -> Hit:
    entry, first = case.entry, other.entry
    but = f", and expects {case.style!r} instead of {other.style!r}"
    return Hit(
        place=entry.place("prompt" if entry.text("prompt") is not None else "messages"),
        message=f"{entry.text('id')!r} says what {first.text('id')!r} at {first.place('id')} says"
        f"{but if case.style != other.style else ''}",
        next="remove one of them, or word it otherwise",
    )


rule = PolicyRule(code="CAS655", level=Level.WARNING, check=check)
