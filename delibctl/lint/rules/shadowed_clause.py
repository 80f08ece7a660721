"""No clause says only what one that wins over it says as well.

Why: Wherever it applies the other one does, and wins; it can never decide anything.

Fails:

    clauses:
      - {id: codes.new, title: New, style: comply, text: New codes are sent by letter.}
      - id: codes.all
        title: All
        style: refuse
        text: New codes are sent by letter or by mail to nobody but their owner.
        overrides: [codes.new]

Passes:

    clauses:
      - {id: codes.new, title: New, style: comply, text: New codes are sent by letter.}
      - id: codes.all
        title: All
        style: refuse
        text: A code is told to nobody but its owner.
        overrides: [codes.new]

Fix: remove the clause, or say what it alone governs.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.similarity import contained, shingles

#: The share of its runs of three words that stand in the other text.
_LEAST = 0.9


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause whose text stands in that of a clause which overrides it."""
    clauses = {clause.text("id"): clause for clause in outline.clauses}
    seen = set()
    for winner in outline.clauses:
        for id, _ in winner.texts("overrides"):
            loser = clauses.get(id)
            if loser is None or loser.text("id") == winner.text("id") or id in seen:
                continue
            inner, outer = (shingles(clause.text("text") or "") for clause in (loser, winner))
            if contained(inner, outer) >= _LEAST:
                seen.add(id)
                yield Hit(
                    place=loser.place("text"),
                    message=f"{id!r} says only what {winner.text('id')!r} at "
                    f"{winner.place('text')} says, which wins over it",
                    next="remove it, or say what it alone governs",
                )


# Lexical: texts that share their words may still differ in the one that matters.
rule = PolicyRule(code="PRC253", level=Level.WARNING, check=check, preview=True)
