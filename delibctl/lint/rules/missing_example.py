"""If most clauses have an example, every clause has one.

Why: An example shows where the line is. Without one, every reader draws it elsewhere.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        examples: [{prompt: "How do I ask?", style: comply}]
      - id: refunds.when
        title: When
        style: comply
        text: Explain when it ends.
        examples: [{prompt: "Until when?", style: comply}]
      - {id: refunds.where, title: Where, style: comply, text: Explain where to send it.}

Passes:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        examples: [{prompt: "How do I ask?", style: comply}]

Fix: add an example, or suppress the finding and give the reason.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause without an example, if more than half of the clauses have one."""
    without = [clause for clause in outline.clauses if not clause.data.get("examples")]
    if 2 * len(without) >= len(outline.clauses):
        return
    for clause in without:
        yield Hit(
            place=clause.place("id"),
            message=f"clause {clause.text('id')!r} has no example",
            next="add a prompt and its style under `examples`",
        )


rule = PolicyRule(code="EXM501", level=Level.WARNING, check=check)
