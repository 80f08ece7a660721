"""An exclusion covers less than its clause governs.

Why: A clause that leaves everything to another clause decides nothing. And where two exclusions
send the same situation to two clauses, it is unclear which one governs it.

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

Fix: describe in the exclusion what is special about the situation.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.quotes import normalise
from delibctl.text.similarity import contained, shingles

_LEAST = 0.9
_EDGES = " .,;:"


def check(outline: Outline) -> Iterator[Hit]:
    """Report every exclusion that covers its whole clause, or that another one sends elsewhere."""
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
                message=f"the exclusion covers everything that {clause.text('id')!r} governs",
                next="describe what is special about the situation, or remove the clause",
            )
        situation, target = normalise(text).strip(_EDGES), exclusion.text("to")
        first = targets.setdefault(situation, target)
        if first != target:
            yield Hit(
                place=exclusion.place("to"),
                message=f"the same situation is left to both {first!r} and {target!r}",
                next="keep one of them",
            )


# Lexical: it does not see an exclusion that uses other words than its clause.
rule = PolicyRule(code="PRC254", level=Level.WARNING, check=check, preview=True)
