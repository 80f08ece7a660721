"""Every definition and every declared style is used, and every category has clauses.

Why: If nothing uses a declaration, a name is misspelt or a rule was lost.

Fails:

    definitions: {wrongdoing: Acts that break the law.}
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Passes:

    definitions: {wrongdoing: Acts that break the law.}
    clauses:
      - {id: refunds.fraud, title: Fraud, style: refuse, text: Give no help with wrongdoing.}

Fix: use the declaration, correct its name, or remove it.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.terms import user_of


def check(outline: Outline) -> Iterator[Hit]:
    """Report every unused term, unused style and category without clauses."""
    yield from _terms(outline)
    yield from _styles(outline)
    for category in outline.categories:
        if category.data.get("clauses") == []:
            yield Hit(
                place=category.place("id"),
                message=f"category {category.text('id')!r} has no clauses",
                next="add a clause, or remove the category",
            )


def _terms(outline: Outline) -> Iterator[Hit]:
    text = "\n".join(prose.text for prose in outline.prose if "definitions" not in prose.path[:1])
    meanings = outline.definitions
    used_in_text, used_in_meanings = user_of(text), user_of("\n".join(meanings.values()))
    for root, term in _declared(outline, "definitions"):
        uses_of_itself = user_of(meanings.get(term, ""))(term)
        if not used_in_text(term) and used_in_meanings(term) <= uses_of_itself:
            yield Hit(
                place=root.document.key_place(("definitions", term)),
                message=f"the term {term!r} is defined but never used",
                next="use it with this spelling, or remove it",
            )


def _styles(outline: Outline) -> Iterator[Hit]:
    used = {
        entry.text("style")
        for clause in outline.clauses
        for entry in (clause, *clause.entries("examples"))
    } | {case.text("style") for case in outline.cases}
    # An unknown style, or a key in its place, may be a misspelling of one that is declared.
    if any(clause.text("style") is None for clause in outline.clauses):
        return
    if used - outline.styles - {None}:
        return
    for root, style in _declared(outline, "styles"):
        if style not in used:
            yield Hit(
                place=root.document.key_place(("styles", style)),
                message=f"the style {style!r} is declared but never used",
                next="use it in a clause or case, or remove it",
            )


def _declared(outline: Outline, key: str) -> Iterator[tuple[Entry, str]]:
    for root in outline.parts:
        names = root.data.get(key)
        for name in names if isinstance(names, dict) else ():
            yield root, name


rule = PolicyRule(code="REF205", level=Level.WARNING, check=check, needs_all_files=True)
