"""A case lists a clause once: in `clauses`, `either` or `also`.

Why: A clause that must be cited and also may be cited counts twice in the figures.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how], also: [refunds.how]}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}

Fix: keep the clause only in the strictest list: `clauses`, then `either`, then `also`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause that a second list of a case names again."""
    for case in outline.cases:
        list_of: dict[str, str] = {}
        for key in ("clauses", "either", "also"):
            for id, path in case.texts(key):
                if list_of.setdefault(id, key) != key:
                    yield Hit(
                        place=case.document.place(path),
                        message=f"{id!r} is already in `{list_of[id]}` of this case",
                        next=f"remove it from `{key}`",
                    )


rule = PolicyRule(code="CAS654", check=check)
