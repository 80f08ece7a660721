"""No clauses override each other in a cycle, and none overrides itself.

Why: Where they apply together, each one overrides the other, so none of them decides.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        overrides: [refunds.how]

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}

Fix: remove one of the `overrides` that the message lists.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every cycle at the reference that closes it, and every exclusion to its own clause."""
    clauses = {clause.text("id") or "": clause for clause in outline.clauses}
    wins = {id: [loser for loser, _ in c.texts("overrides")] for id, c in clauses.items()}
    while cycle := _cycle(wins):
        winner, loser = cycle[-2], cycle[-1]
        yield _hit(clauses[winner], loser, cycle)
        wins[winner].remove(loser)
    for id, clause in clauses.items():
        for exclusion in clause.entries("excludes"):
            if exclusion.text("to") == id:
                yield Hit(
                    place=exclusion.place("to"),
                    message=f"{id!r} excludes a situation and sends it back to itself",
                    next="name the clause that governs it",
                )


def _cycle(wins: dict[str, list[str]]) -> list[str]:
    """Return clauses each of which overrides the next, with the first repeated at the end."""
    try:
        TopologicalSorter(wins).prepare()
    except CycleError as error:
        # graphlib lists each after what depends on it.
        return list(reversed(error.args[1]))
    return []


def _hit(clause: Entry, loser: str, cycle: list[str]) -> Hit:
    path = next(path for id, path in clause.texts("overrides") if id == loser)
    return Hit(
        place=clause.document.place(path),
        message=f"these clauses override each other in a cycle: {' > '.join(cycle)}",
        next="remove one of these `overrides`",
    )


rule = PolicyRule(code="REF203", check=check)
