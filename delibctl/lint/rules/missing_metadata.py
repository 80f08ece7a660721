"""If most clauses have a rationale, a severity or an authority, every clause has one.

Why: A field that most clauses have was probably forgotten where it is missing.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how., severity: low}
      - {id: refunds.when, title: When, style: comply, text: Explain when., severity: low}
      - {id: refunds.where, title: Where, style: comply, text: Explain where to send it.}

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: add the field that the message names.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule

_FIELDS = ("rationale", "severity", "authority")


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause that lacks a field which more than half of the clauses have."""
    for field in _FIELDS:
        without = [clause for clause in outline.clauses if field not in clause.data]
        if 2 * len(without) >= len(outline.clauses):
            continue
        for clause in without:
            yield Hit(
                place=clause.place("id"),
                message=f"clause {clause.text('id')!r} has no {field}, but most clauses do",
                next=f"add `{field}:`",
            )


# In preview: a clause that complies often needs no severity.
rule = PolicyRule(code="HYG903", level=Level.INFO, preview=True, check=check)
