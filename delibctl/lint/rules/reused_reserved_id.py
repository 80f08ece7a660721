"""No clause has an id that is reserved, or that another clause had before it was renamed.

Why: Such an id once meant another rule; old runs and cases still speak of that one.

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
    """Every clause whose id stands in `reserved`, and every former id that a clause has."""
    reserved = {id for id, _ in outline.policy.texts("reserved")}
    living = set(ids(outline.clauses))
    for clause in outline.clauses:
        if clause.text("id") in reserved:
            yield Hit(
                place=clause.place("id"),
                message=f"the id {clause.text('id')!r} is reserved",
                next="choose another id; a reserved one once meant another rule",
            )
        for id, path in clause.texts("renamed_from"):
            if id in living:
                yield Hit(
                    place=clause.document.place(path),
                    message=f"{id!r} is not a former id: a clause has it",
                    next="remove it here, or give that clause another id",
                )


rule = PolicyRule(code="REF206", check=check)
