"""Every reference names something that exists.

Why: An exclusion that routes to no clause leaves a gap, and a case that expects no clause can
never be met.

Fails:

    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Refunds are explained.
        clauses:
          - id: refunds.how
            title: How
            style: comply
            text: Explain how to ask.
            excludes: [{text: when a refund ends, to: refunds.wen}]
          - {id: refunds.when, title: When, style: comply, text: Explain when it ends.}

Passes:

    schema_version: 1
    policy: {id: shop, version: "1", title: Shop}
    categories:
      - id: refunds
        title: Refunds
        summary: Refunds are explained.
        clauses:
          - id: refunds.how
            title: How
            style: comply
            text: Explain how to ask.
            excludes: [{text: when a refund ends, to: refunds.when}]
          - {id: refunds.when, title: When, style: comply, text: Explain when it ends.}

Fix: name an existing clause, category or file; the message suggests the nearest.
"""

from collections.abc import Collection, Iterator

from delibctl.lint.outline import Outline, ids
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.model import Place
from delibctl.text.suggest import nearest


def check(outline: Outline) -> Iterator[Hit]:
    """Every name in exclusions, overrides, cases, `include` or `cases` that is not there."""
    clauses, categories = ids(outline.clauses), ids(outline.categories)
    for clause in outline.clauses:
        for exclusion in clause.entries("excludes"):
            yield from _check(exclusion.text("to"), clauses, "clause", exclusion.place("to"))
        for id, path in clause.texts("overrides"):
            yield from _check(id, clauses, "clause", clause.document.place(path))
    former = {old for clause in outline.clauses for old, _ in clause.texts("renamed_from")}
    for case in outline.cases:
        for key in ("clauses", "either", "also"):
            for id, path in case.texts(key):
                place = case.document.place(path)
                if id in former and id not in clauses:
                    yield _former(id, outline, place)
                else:
                    yield from _check(id, clauses, "clause", place)
        for id, path in case.texts("category"):
            yield from _check(id, categories, "category", case.document.place(path))
    for missing in outline.bundle.unmatched:
        yield Hit(
            place=outline.bundle.policy.place(missing.path),
            message=f"no file matches {missing.pattern!r}",
            next="correct the path; it is relative to this file, and never names it",
        )


def _check(id: str | None, known: Collection[str], what: str, place: Place) -> Iterator[Hit]:
    if id is not None and id not in known:
        yield Hit(place=place, message=f"no {what} {id!r}", next=nearest(id, known, what))


def _former(id: str, outline: Outline, place: Place) -> Hit:
    now = next(
        clause.text("id")
        for clause in outline.clauses
        for old, _ in clause.texts("renamed_from")
        if old == id
    )
    return Hit(place=place, message=f"clause {id!r} was renamed", next=f"it is now {now!r}")


rule = PolicyRule(code="REF202", check=check)
