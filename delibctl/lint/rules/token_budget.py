"""A category and a clause are short enough to be read with care.

Why: All clauses of a category go into one prompt: it costs time and money at every question, and in
a long one a model overlooks what stands in the middle.

Fails:

    # [lint] clause_tokens = 4
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: split the category or the clause; the limits are `clause_tokens` and `category_tokens` under
`[lint]`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.prose import of, of_clause
from delibctl.lint.rule import Hit, Level, PolicyRule

#: Characters to a token, roughly, of English in most tokenizers.
_CHARACTERS = 4


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause and every category whose text is over its limit."""
    limits = outline.thresholds
    for category in outline.categories:
        characters = sum(len(prose.text) for prose in of(category, "title", "summary"))
        for clause in category.entries("clauses"):
            own = sum(len(p.text) for p in of_clause(clause) if p.field not in _NOT_SHOWN)
            characters += own
            yield from _over(clause, "clause", own // _CHARACTERS, limits.clause_tokens)
        tokens = characters // _CHARACTERS
        yield from _over(category, "category", tokens, limits.category_tokens)


#: What examples hold is not shown when cases are probed.
_NOT_SHOWN = ("prompt", "good", "bad")


def _over(entry: Entry, what: str, tokens: int, limit: int) -> Iterator[Hit]:
    if tokens > limit:
        yield Hit(
            place=entry.place("id"),
            message=f"{what} {entry.text('id')!r} has about {tokens:,} tokens (a quarter of its "
            f"characters), over {limit:,}",
            next=f"split it, or raise `{what}_tokens` under [lint] in the configuration",
        )


rule = PolicyRule(code="SIZ801", level=Level.WARNING, check=check)
