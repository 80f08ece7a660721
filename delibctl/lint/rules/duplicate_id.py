"""Ids are unique: of clauses and categories together, of cases, of styles, of defined terms.

Why: Citations, cases and comparisons find a clause by its id; a second one makes each of them
ambiguous. A style that a fragment declares again would silently change how clauses are answered.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.how, title: When, style: comply, text: Explain when it ends.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.when, title: When, style: comply, text: Explain when it ends.}

Fix: give the younger of the two an id of its own.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.model import Place


def check(outline: Outline) -> Iterator[Hit]:
    """Every id that was used before, at its second use."""
    yield from _repeated([*outline.categories, *outline.clauses], "id")
    yield from _repeated(outline.cases, "case id")
    for key, what in (("styles", "style"), ("definitions", "definition of")):
        yield from _declared_again(outline, key, what)


def _declared_again(outline: Outline, key: str, what: str) -> Iterator[Hit]:
    first: dict[str, Place] = {}
    for part in outline.parts:
        names = part.data.get(key)
        for name in names if isinstance(names, dict) else ():
            place = part.document.key_place((key, name))
            if name in first:
                yield Hit(
                    place=place,
                    message=f"{what} {name!r} is already declared at {first[name]}",
                    next="remove one of the two, or give it another name",
                )
            first.setdefault(name, place)


def _repeated(entries: list[Entry], what: str) -> Iterator[Hit]:
    first: dict[str, Entry] = {}
    for entry in entries:
        id = entry.text("id")
        if id is None:
            continue
        if id in first:
            yield Hit(
                place=entry.place("id"),
                message=f"{what} {id!r} is already used at {first[id].place('id')}",
                next="give one of the two another id",
            )
        first.setdefault(id, entry)


rule = PolicyRule(code="REF201", check=check)
