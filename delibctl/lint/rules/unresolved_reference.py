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

from delibctl.lint.mistaken import Mistaken, Reference
from delibctl.lint.outline import Entry, Outline, ids
from delibctl.lint.replacing import instead
from delibctl.lint.rule import Fixes, Hit, PolicyRule
from delibctl.lint.rules.list_in_folded_text import deeper_items
from delibctl.source import Document, Path
from delibctl.text.count import counted
from delibctl.text.suggest import meant, nearest


def check(outline: Outline) -> Iterator[Hit]:
    """Report every unknown clause or category in exclusions, overrides and cases.

    Where the declaration is mistaken, that is reported instead of the references to it.
    """
    yield from _check(outline.clauses, list(_to_clauses(outline)), outline.former_ids, "clause")
    categories = [
        Reference(id=id, document=case.document, path=path)
        for case in outline.cases
        for id, path in case.texts("category")
    ]
    yield from _check(outline.categories, categories, {}, "category")


def _check(
    entries: list[Entry], references: list[Reference], former: dict[str, str], noun: str
) -> Iterator[Hit]:
    declared = set(ids(entries))
    mistaken = Mistaken(entries, references, former)
    for id, entry in mistaken.declarations.items():
        yield _mistaken(id, entry, mistaken.references[id], noun)
    for reference in references:
        id, document, path = reference.id, reference.document, reference.path
        if id in declared or mistaken.explains(id):
            continue
        # Only cases may use the former id of a clause: the policy itself is edited with it.
        if id in former and path[0] == "cases":
            yield _former(id, former[id], document, path)
        else:
            yield _unknown(id, declared, noun, document, path)


def _to_clauses(outline: Outline) -> Iterator[Reference]:
    for clause in outline.clauses:
        for id, path in _references(clause):
            yield Reference(id=id, document=clause.document, path=path)
    for case in outline.cases:
        for id, path in (pair for key in _EXPECTED for pair in case.texts(key)):
            yield Reference(id=id, document=case.document, path=path)


_EXPECTED = ("clauses", "either", "also")


def _references(clause: Entry) -> Iterator[tuple[str, Path]]:
    for exclusion in clause.entries("excludes"):
        to = exclusion.text("to")
        if to is not None:
            yield to, (*exclusion.path, "to")
    yield from clause.texts("overrides")


def _mistaken(id: str, entry: Entry, references: list[Reference], noun: str) -> Hit:
    listed = ", ".join(str(reference.document.place(reference.path)) for reference in references)
    return Hit(
        place=entry.place("id"),
        message=f"this {noun} is {entry.text('id')!r}, but {counted(len(references), 'reference')} "
        f"name {id!r}, which is not declared: {listed}",
        next=f"write `id: {id}`, or correct the references",
    )


def _unknown(
    id: str, candidates: Collection[str], noun: str, document: Document, path: Path
) -> Hit:
    place = document.place(path)
    deeper = next(deeper_items(document, path), None)
    if deeper is not None:
        return deeper
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
