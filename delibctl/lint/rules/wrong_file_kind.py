"""`include` lists fragments, and `cases` lists cases files.

Why: A file of another kind would be ignored or misread.

Fails:

    # cases.yaml
    definitions:
      harm: one

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}

Fix: list a fragment under `include`, and a file with the top-level key `cases` under `cases`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.source import Document


def check(outline: Outline) -> Iterator[Hit]:
    """Report every document that is not of the kind its list asks for."""
    for document in outline.bundle.fragments:
        yield from _check(document, "fragment", "include")
    for document in outline.bundle.cases:
        yield from _check(document, "cases", "cases")


def _check(document: Document, kind: str, key: str) -> Iterator[Hit]:
    if document.kind not in (None, kind):
        yield Hit(
            place=document.place(()),
            message=f"this {document.kind} file is listed under `{key}`",
            next=f"list only {'cases files' if kind == 'cases' else f'{kind}s'} there",
        )


rule = PolicyRule(code="SCH105", check=check)
