"""Ids are unique: of clauses and categories together, of cases, of styles, of defined terms.

Why: Citations, cases and comparisons find a clause by its id, so a duplicate makes them ambiguous.
A style that a fragment declares again would silently change how clauses are answered.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.how, title: When, style: comply, text: Explain when it ends.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.when, title: When, style: comply, text: Explain when it ends.}

Fix: give the newer of the two another id.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.model import Place


def check(outline: Outline) -> Iterator[Hit]:
    """Report every duplicate id, at its second use."""
    yield from _repeated([*outline.categories, *outline.clauses], "id")
    yield from _repeated(outline.cases, "case id")
    for key, noun in (("styles", "style"), ("definitions", "definition of")):
        yield from _declared_again(outline, key, noun)


def _declared_again(outline: Outline, key: str, noun: str) -> Iterator[Hit]:
    first: dict[str, Place] = {}
    for root in outline.parts:
        names = root.data.get(key)
        for name in names if isinstance(names, dict) else ():
            place = root.document.key_place((key, name))
            if name in first:
                yield Hit(
                    place=place,
                    message=f"{noun} {name!r} is already declared at {first[name]}",
                    next="remove one of them, or rename it",
                )
            first.setdefault(name, place)


def _repeated(entries: list[Entry], noun: str) -> Iterator[Hit]:
    first: dict[str, Entry] = {}
    for entry in entries:
        id = entry.text("id")
        if id is None:
            continue
        if id in first:
            yield Hit(
                place=entry.place("id"),
                message=f"{noun} {id!r} is already used at {first[id].place('id')}",
                next="give one of them another id",
            )
        first.setdefault(id, entry)


rule = PolicyRule(code="REF201", check=check)
