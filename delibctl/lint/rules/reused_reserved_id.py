"""No clause has a reserved id, or the former id of another clause.

Why: Such an id once meant another rule, and old runs and cases still refer to that rule.

Fails:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
    reserved: [refunds.how]

Passes:

    clauses:
      - {id: refunds.how, title: How, style: comply, text: Explain how to ask.}
    reserved: [refunds.old-how]

Fix: choose a new id for the clause.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline, ids
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause with a reserved id, and every former id that a clause still has."""
    reserved = {id for id, _ in outline.policy.texts("reserved")}
    current = set(ids(outline.clauses))
    for clause in outline.clauses:
        if clause.text("id") in reserved:
            yield Hit(
                place=clause.place("id"),
                message=f"the id {clause.text('id')!r} is reserved",
                next="choose another id; this one once meant another rule",
            )
        for id, path in clause.texts("renamed_from"):
            if id in current:
                yield Hit(
                    place=clause.document.place(path),
                    message=f"{id!r} is not a former id: a clause still has it",
                    next="remove it here, or give that clause another id",
                )


rule = PolicyRule(code="REF206", check=check)
