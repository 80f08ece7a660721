"""Categories and clauses are short enough for a prompt.

Why: All clauses of a category go into one prompt. A long prompt costs time and money with every
question, and models overlook what is in the middle of it.

Fails:

    # [lint] clause_tokens = 4
    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: split the category or the clause. `clause_tokens` and `category_tokens` under `[lint]` set the
limits.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.prose import of, of_clause
from delibctl.lint.rule import Hit, Level, PolicyRule

#: Characters to a token, roughly, of English in most tokenizers.
_CHARACTERS = 4


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause and every category whose text is over its limit."""
    limits = outline.thresholds
    for category in outline.categories:
        characters = sum(len(prose.text) for prose in of(category, "title", "summary"))
        for clause in category.entries("clauses"):
            length = sum(len(p.text) for p in of_clause(clause) if p.field not in _NOT_SHOWN)
            characters += length
            yield from _over(clause, "clause", length // _CHARACTERS, limits.clause_tokens)
        tokens = characters // _CHARACTERS
        yield from _over(category, "category", tokens, limits.category_tokens)


#: Fields that a probe does not show: the rationale, and those of examples.
_NOT_SHOWN = ("rationale", "prompt", "good", "bad")


def _over(entry: Entry, noun: str, tokens: int, limit: int) -> Iterator[Hit]:
    if tokens > limit:
        yield Hit(
            place=entry.place("id"),
            message=f"{noun} {entry.text('id')!r} has about {tokens:,} tokens, over the limit of "
            f"{limit:,}",
            next=f"split it, or raise `{noun}_tokens` under [lint] in the configuration",
        )


rule = PolicyRule(code="SIZ801", level=Level.WARNING, check=check)
