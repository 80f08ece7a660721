"""A clause is expected once: in `clauses`, in `either` or in `also`.

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

Fix: leave the clause in the strictest of the lists: `clauses` before `either` before `also`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Every clause that a second list of a case names again."""
    for case in outline.cases:
        seen: dict[str, str] = {}
        for key in ("clauses", "either", "also"):
            for id, path in case.texts(key):
                if seen.setdefault(id, key) != key:
                    yield Hit(
                        place=case.document.place(path),
                        message=f"{id!r} already stands in `{seen[id]}` of this case",
                        next=f"remove it from `{key}`",
                    )


rule = PolicyRule(code="CAS654", check=check)
