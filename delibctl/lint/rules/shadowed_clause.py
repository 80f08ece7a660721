"""No clause only repeats a clause that overrides it.

Why: Wherever it applies, the other clause applies too and overrides it, so it never decides
anything.

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

Fix: remove the clause, or say what only this clause governs.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.similarity import contained, shingles

#: The smallest share of its runs of three words found in the other text.
_LEAST = 0.9


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause whose text is contained in that of a clause that overrides it."""
    clauses = {clause.text("id"): clause for clause in outline.clauses}
    reported = set()
    for winner in outline.clauses:
        for id, _ in winner.texts("overrides"):
            loser = clauses.get(id)
            if loser is None or loser.text("id") == winner.text("id") or id in reported:
                continue
            inner, outer = (shingles(clause.text("text") or "") for clause in (loser, winner))
            if contained(inner, outer) >= _LEAST:
                reported.add(id)
                yield Hit(
                    place=loser.place("text"),
                    message=f"{id!r} only repeats {winner.text('id')!r} at "
                    f"{winner.place('text')}, which overrides it",
                    next="remove it, or say what only this clause governs",
                )


# Lexical: texts that share most words can still differ in the one that matters.
rule = PolicyRule(code="PRC253", level=Level.WARNING, check=check, preview=True)
