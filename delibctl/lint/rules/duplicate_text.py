"""No two clauses have the same text.

Why: A model cannot know which of the two to cite, so half of its citations look wrong. And sooner
or later only one of the two copies is changed.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.when, title: When, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.when, title: When, style: comply, text: Explain until when to ask.}

Fix: remove one, or say in each what sets it apart. If you merged one clause into the other, list
its id under `renamed_from`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.quotes import normalise


def check(outline: Outline) -> Iterator[Hit]:
    """Report clauses with the text of an earlier one, ignoring case, spacing and typography."""
    first: dict[str, Entry] = {}
    for clause, prose in outline.clause_texts:
        earlier = first.setdefault(normalise(prose.text), clause)
        # A duplicate id has its own rule.
        if earlier is not clause and earlier.text("id") != clause.text("id"):
            yield Hit(
                place=clause.place("text"),
                message=f"{clause.text('id')!r} has the same text as {earlier.text('id')!r} at "
                f"{earlier.place('text')}",
                next="remove one of them, or say in each what sets it apart",
            )


rule = PolicyRule(code="DUP601", level=Level.WARNING, check=check)
