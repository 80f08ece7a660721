"""A case's categories contain every clause that the case expects.

Why: In mode `category` the model sees only the categories of the case. It cannot cite a clause that
it does not see, so the case would never be asked.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, category: [access], clauses: [refunds.how]}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, category: [refunds], clauses: [refunds.how]}

Fix: add the clause's category to `category`, or remove `category` to use the categories of the
clauses.
"""

from collections.abc import Iterator

from delibctl.cases import unreachable
from delibctl.lint.outline import Entry, Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every expected clause outside the categories that its case names."""
    for case in outline.cases:
        yield from _check(case, outline.category_of)


def _check(case: Entry, category_of: dict[str, str]) -> Iterator[Hit]:
    categories = [id for id, _ in case.texts("category")]
    places = {id: path for key in ("clauses", "either") for id, path in case.texts(key)}
    if not categories:
        return
    clauses, either = ([id for id, _ in case.texts(key)] for key in ("clauses", "either"))
    for id in unreachable(clauses, either, categories, category_of):
        if id in category_of:
            yield Hit(
                place=case.document.place(places[id]),
                message=f"{id!r} is not in the categories of this case: {', '.join(categories)}",
                next=f"add {category_of[id]!r} to `category`, or remove `category`",
            )


rule = PolicyRule(code="CAS651", check=check)
