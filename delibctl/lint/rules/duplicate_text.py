"""No two clauses have the same text.

Why: Whichever of the two a model cites, it seems to have cited the wrong one half of the time; and
of two copies one is changed some day.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.when, title: When, style: comply, text: Explain how to ask.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
      - {id: refunds.when, title: When, style: comply, text: Explain until when to ask.}

Fix: remove one, or say in each what sets it apart. For a clause that was merged into another there
is `renamed_from`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.quotes import normalise


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause that says what an earlier one says, but for case, spacing and typography."""
    first: dict[str, Entry] = {}
    for clause, prose in outline.clause_texts:
        other = first.setdefault(normalise(prose.text), clause)
        # Two clauses of one id are reported for that.
        if other is not clause and other.text("id") != clause.text("id"):
            yield Hit(
                place=clause.place("text"),
                message=f"{clause.text('id')!r} has the text of {other.text('id')!r} at "
                f"{other.place('text')}",
                next="remove one of them, or say what sets each apart",
            )


rule = PolicyRule(code="DUP601", level=Level.WARNING, check=check)
