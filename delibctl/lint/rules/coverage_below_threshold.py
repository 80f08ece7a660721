"""Cases expect at least the share of clauses that the configuration asks for.

Why: A clause that no case expects is never measured, so nobody sees when it goes wrong.

Fails:

    # [lint] coverage = 1.0
    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}

Passes:

    # [lint] coverage = 0.5
    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}

Fix: write cases for the clauses that the message lists, or lower `coverage` under `[lint]`.
"""

from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule

#: More ids than this are counted, not listed.
_LISTED = 5


def check(outline: Outline) -> Iterator[Hit]:
    """Report the clauses that no case expects, if the coverage is below the threshold."""
    expected = {
        id for case in outline.cases for key in ("clauses", "either") for id, _ in case.texts(key)
    }
    clauses = [clause for clause in outline.clauses if clause.text("id")]
    without = [clause for clause in clauses if clause.text("id") not in expected]
    covered = len(clauses) - len(without)
    # Compared as they are: 0.999 rounds to 1.00 and is not enough.
    if not without or covered >= outline.thresholds.coverage * len(clauses):
        return
    names = ", ".join(str(clause.text("id")) for clause in without[:_LISTED])
    remainder = f" and {len(without) - _LISTED} more" if len(without) > _LISTED else ""
    yield Hit(
        place=without[0].place("id"),
        message=f"cases cover {covered} of {len(clauses)} clauses, below "
        f"{outline.thresholds.coverage:.0%}; no case for {names}{remainder}",
        next="write cases for these clauses",
    )


rule = PolicyRule(code="EXM504", check=check, needs_all_files=True)
