"""Every reference names something that exists.

Why: An exclusion that leads to a missing clause leaves a gap, and a case that expects a missing
clause always fails.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        excludes: [{text: when a refund ends, to: refunds.wen}]
      - {id: refunds.when, title: When, style: comply, text: Explain when it ends.}

Passes:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        excludes: [{text: when a refund ends, to: refunds.when}]
      - {id: refunds.when, title: When, style: comply, text: Explain when it ends.}

Fix: name an existing clause or category; the message suggests the nearest one.
"""

from collections.abc import Collection, Iterator

from delibctl.lint.outline import Entry, Outline, ids
from delibctl.lint.replacing import instead
from delibctl.lint.rule import Fixes, Hit, PolicyRule
from delibctl.source import Document, Path
from delibctl.text.suggest import meant, nearest


def check(outline: Outline) -> Iterator[Hit]:
    """Report every unknown clause or category in exclusions, overrides and cases."""
    clauses, categories = set(ids(outline.clauses)), set(ids(outline.categories))
    for clause in outline.clauses:
        for id, path in _references(clause):
            if id not in clauses:
                yield _unknown(id, clauses, "clause", clause.document, path)
    for case in outline.cases:
        for id, path in (pair for key in _EXPECTED for pair in case.texts(key)):
            if id in outline.former_ids and id not in clauses:
                yield _former(id, outline.former_ids[id], case.document, path)
            elif id not in clauses:
                yield _unknown(id, clauses, "clause", case.document, path)
        for id, path in case.texts("category"):
            if id not in categories:
                yield _unknown(id, categories, "category", case.document, path)


_EXPECTED = ("clauses", "either", "also")


def _references(clause: Entry) -> Iterator[tuple[str, Path]]:
    for exclusion in clause.entries("excludes"):
        to = exclusion.text("to")
        if to is not None:
            yield to, (*exclusion.path, "to")
    yield from clause.texts("overrides")


def _unknown(
    id: str, candidates: Collection[str], noun: str, document: Document, path: Path
) -> Hit:
    place = document.place(path)
    return Hit(
        place=place,
        message=f"unknown {noun} {id!r}",
        next=nearest(id, candidates, noun),
        edits=instead(document, place, id, meant(id, candidates)),
    )


def _former(id: str, now: str, document: Document, path: Path) -> Hit:
    place = document.place(path)
    return Hit(
        place=place,
        message=f"clause {id!r} was renamed",
        next=f"its id is now {now!r}",
        edits=instead(document, place, id, now),
    )


rule = PolicyRule(code="REF202", check=check, needs_all_files=True, fixes=Fixes.UNSAFE)
