"""Every style is declared or built in.

Why: The style says how to answer. A clause with an unknown style asks for nothing.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: refus, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: refuse, text: Explain how to ask.}

Fix: use comply, refuse, safe-complete or a style declared under `styles`, or declare the style.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.replacing import instead
from delibctl.lint.rule import Fixes, Hit, PolicyRule
from delibctl.text.suggest import nearest, typo_of


def check(outline: Outline) -> Iterator[Hit]:
    """Report every unknown style of a clause, an example or a case."""
    for clause in outline.clauses:
        for entry in (clause, *clause.entries("examples")):
            yield from _check(entry, outline.styles)
    for case in outline.cases:
        yield from _check(case, outline.styles)


def _check(entry: Entry, styles: set[str]) -> Iterator[Hit]:
    style = entry.text("style")
    if style is not None and style not in styles:
        place = entry.place("style")
        yield Hit(
            place=place,
            message=f"unknown style {style!r}",
            next=nearest(style, styles, "style"),
            edits=instead(entry.document, place, style, typo_of(style, styles)),
        )


rule = PolicyRule(code="STY401", check=check, needs_all_files=True, fixes=Fixes.SAFE)
