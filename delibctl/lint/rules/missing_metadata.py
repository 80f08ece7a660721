"""Where most clauses have a rationale or a severity, every clause has one.

Why: What most clauses have is a habit of the policy; where one lacks it, it was forgotten.

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
    """Every clause that lacks a field which more than half of the clauses have."""
    for field in _FIELDS:
        without = [clause for clause in outline.clauses if field not in clause.data]
        if 2 * len(without) >= len(outline.clauses):
            continue
        for clause in without:
            yield Hit(
                place=clause.place("id"),
                message=f"clause {clause.text('id')!r} has no {field}, and most clauses have one",
                next=f"add `{field}:`",
            )


# In preview: a clause that complies often has no severity, and needs none.
rule = PolicyRule(code="HYG903", level=Level.INFO, preview=True, check=check)
