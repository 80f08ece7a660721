"""An exclusion takes away less than its clause governs.

Why: A clause that leaves everything it speaks of to another one decides nothing; and where two
exclusions send the same situation to two clauses, nobody knows which governs it.

Fails:

    clauses:
      - {id: codes.lost, title: Lost, style: refuse, text: A lost code is given to nobody.}
      - id: codes.tell
        title: Tell
        style: comply
        text: The user asks what a code is for.
        excludes: [{text: the user asks what a code is for, to: codes.lost}]

Passes:

    clauses:
      - {id: codes.lost, title: Lost, style: refuse, text: A lost code is given to nobody.}
      - id: codes.tell
        title: Tell
        style: comply
        text: The user asks what a code is for.
        excludes: [{text: the user has lost the code, to: codes.lost}]

Fix: say in the exclusion what is special about the situation.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.quotes import normalise
from delibctl.text.similarity import contained, shingles

_LEAST = 0.9
_EDGES = " .,;:"


def check(outline: Outline) -> Iterator[Hit]:
    """Every exclusion that holds its whole clause, or that another one sends elsewhere.

    One that leads to a clause of the same style is none: it decides which of the two is cited.
    """
    for clause in outline.clauses:
        if clause.data.get("excludes"):
            yield from _check(clause)


def _check(clause: Entry) -> Iterator[Hit]:
    governed = shingles(clause.text("text") or "")
    targets: dict[str, str | None] = {}
    for exclusion in clause.entries("excludes"):
        text = exclusion.text("text")
        if text is None:
            continue
        if contained(governed, shingles(text)) >= _LEAST:
            yield Hit(
                place=exclusion.place("text"),
                message=f"the exclusion takes away all that {clause.text('id')!r} governs",
                next="say what is special about the situation, or remove the clause",
            )
        situation, target = normalise(text).strip(_EDGES), exclusion.text("to")
        first = targets.setdefault(situation, target)
        if first != target:
            yield Hit(
                place=exclusion.place("to"),
                message=f"the same situation is left to {first!r} and to {target!r}",
                next="keep one of the two",
            )


# Lexical: an exclusion in other words than its clause is not seen.
rule = PolicyRule(code="PRC254", level=Level.WARNING, check=check, preview=True)
