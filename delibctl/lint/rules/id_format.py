"""An id can be cited, and looks like the other ids.

Why: Models cite ids in running text and in any case, so `none`, a full stop at the end or two ids
that differ only in case are misread. An id that starts with its category's id shows where it
belongs.

Fails:

    clauses:
      - {id: refunds.how., title: How, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: `delibctl rename OLD NEW` changes an id everywhere.
"""

from collections import Counter
from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule

#: Models write these when no clause applies.
_NOTHING = {"none", "null", "na", "n.a"}


def check(outline: Outline) -> Iterator[Hit]:
    """Report clause ids that cannot be cited, or lack the prefix that nearly all others have."""
    first: dict[str, str] = {}
    for clause in outline.clauses:
        id = clause.text("id") or ""
        if id[-1:] in tuple("._-"):
            yield _hit(
                clause, f"the id {id!r} ends in {id[-1]!r}, which can be read as punctuation"
            )
        elif id.casefold() in _NOTHING:
            yield _hit(clause, f"the id {id!r} can be read as citing no clause")
        elif first.setdefault(id.casefold(), id) != id:
            yield _hit(clause, f"the ids {first[id.casefold()]!r} and {id!r} differ only in case")
    yield from _strays(outline)


def _strays(outline: Outline) -> Iterator[Hit]:
    """Report ids that do not start with their category's id, if nine of ten do."""
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
        yield _hit(clause, f"the id {clause.text('id')!r} does not start with {prefix!r}")


def _hit(clause: Entry, message: str) -> Hit:
    return Hit(
        place=clause.place("id"),
        message=message,
        next=f"run: `delibctl rename {clause.text('id')} NEW`",
    )


rule = PolicyRule(code="REF204", level=Level.WARNING, check=check)
