"""Every definition and every declared style is used, and every category has clauses.

Why: What nothing uses is a slip of the pen somewhere, or a rule that was lost.

Fails:

    definitions: {wrongdoing: Acts that break the law.}
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Passes:

    definitions: {wrongdoing: Acts that break the law.}
    clauses:
      - {id: refunds.fraud, title: Fraud, style: refuse, text: Give no help with wrongdoing.}

Fix: use it, correct its name, or remove it.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.terms import user_of


def check(outline: Outline) -> Iterator[Hit]:
    """Every term, style and category of which nothing comes."""
    yield from _terms(outline)
    yield from _styles(outline)
    for category in outline.categories:
        if category.data.get("clauses") == []:
            yield Hit(
                place=category.place("id"),
                message=f"category {category.text('id')!r} has no clauses",
                next="add one, or remove the category",
            )


def _terms(outline: Outline) -> Iterator[Hit]:
    text = "\n".join(prose.text for prose in outline.prose if "definitions" not in prose.path[:1])
    meanings = outline.definitions
    used_in_text, used_in_meanings = user_of(text), user_of("\n".join(meanings.values()))
    for part, term in _declared(outline, "definitions"):
        own = user_of(meanings.get(term, ""))(term)
        if not used_in_text(term) and used_in_meanings(term) <= own:
            yield Hit(
                place=part.document.key_place(("definitions", term)),
                message=f"the term {term!r} is defined and never used",
                next="use it as it is written here, or remove it",
            )


def _styles(outline: Outline) -> Iterator[Hit]:
    used = {
        entry.text("style")
        for clause in outline.clauses
        for entry in (clause, *clause.entries("examples"))
    } | {case.text("style") for case in outline.cases}
    for part, style in _declared(outline, "styles"):
        if style not in used:
            yield Hit(
                place=part.document.key_place(("styles", style)),
                message=f"the style {style!r} is declared and never used",
                next="give it to a clause, or remove it",
            )


def _declared(outline: Outline, key: str) -> Iterator[tuple[Entry, str]]:
    for part in outline.parts:
        names = part.data.get(key)
        for name in names if isinstance(names, dict) else ():
            yield part, name


rule = PolicyRule(code="REF205", level=Level.WARNING, check=check, whole=True)
