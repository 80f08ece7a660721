"""`include` names fragments, and `cases` names cases files.

Why: A file of another kind would be merged in without what it says being read, or be read as
what it is not.

Fails:

    # cases.yaml
    definitions:
      harm: one

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}

Fix: name a file whose top-level keys are those of a fragment, or `cases`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.source import Document


def check(outline: Outline) -> Iterator[Hit]:
    """Every document of the policy that is not of the kind it is read as."""
    for document in outline.bundle.fragments:
        yield from _check(document, "fragment", "include")
    for document in outline.bundle.cases:
        yield from _check(document, "cases", "cases")


def _check(document: Document, wanted: str, key: str) -> Iterator[Hit]:
    if document.kind not in (None, wanted):
        yield Hit(
            place=document.place(()),
            message=f"a {document.kind} file is named under `{key}`",
            next=f"name a {'cases file' if wanted == 'cases' else wanted} there",
        )


rule = PolicyRule(code="SCH105", check=check)
