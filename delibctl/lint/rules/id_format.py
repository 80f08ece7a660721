"""An id can be cited, and is written as the others are.

Why: Models cite ids in running text, in any case: `none`, a full stop at the end or a second id in
other capitals is read as something else. Ids that begin with that of their category tell where they
stand.

Fails:

    clauses:
      - {id: refunds.how., title: How, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: `delibctl rename OLD NEW` changes an id wherever it stands.
"""

from collections import Counter
from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule

#: What a model writes where no clause applies.
_NOTHING = {"none", "null", "na", "n.a"}


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause id that cannot be cited, or that lacks what nearly all others begin with."""
    first: dict[str, str] = {}
    for clause in outline.clauses:
        id = clause.text("id") or ""
        if id[-1:] in tuple("._-"):
            yield _hit(clause, f"the id {id!r} ends in {id[-1]!r}, which reads as punctuation")
        elif id.casefold() in _NOTHING:
            yield _hit(clause, f"the id {id!r} reads as if no clause were cited")
        elif first.setdefault(id.casefold(), id) != id:
            yield _hit(clause, f"the ids {first[id.casefold()]!r} and {id!r} are cited alike")
    yield from _strays(outline)


def _strays(outline: Outline) -> Iterator[Hit]:
    """Ids without their category's in front, where nine of ten have it."""
    strays: list[tuple[Entry, str]] = []
    total = Counter[bool]()
    for category in outline.categories:
        prefix = f"{category.text('id')}."
        for clause in category.entries("clauses"):
            id = clause.text("id")
            if id is not None:
                total[id.startswith(prefix)] += 1
                if not id.startswith(prefix):
                    strays.append((clause, prefix))
    if total[True] < 9 * total[False]:
        return
    for clause, prefix in strays:
        yield _hit(clause, f"the id {clause.text('id')!r} does not begin with {prefix!r}")


def _hit(clause: Entry, message: str) -> Hit:
    return Hit(
        place=clause.place("id"),
        message=message,
        next=f"delibctl rename {clause.text('id')} NEW",
    )


rule = PolicyRule(code="REF204", level=Level.WARNING, check=check)
