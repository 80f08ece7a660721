"""No case is in quarantine for longer than it says.

Why: A case in quarantine counts in no gate; once its time is over it is to count again, or go.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - id: how
        prompt: "How?"
        kind: direct
        clauses: [refunds.how]
        quarantine: {reason: The label is in doubt., until: 2001-01-31}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How?", kind: direct, clauses: [refunds.how]}

Fix: decide on the label and remove `quarantine`, or set a later date.
"""

from collections.abc import Iterator
from datetime import date

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule


def check(outline: Outline) -> Iterator[Hit]:
    """Every quarantine whose last day is over."""
    for case in outline.cases:
        quarantine = case.data.get("quarantine")
        until = quarantine.get("until") if isinstance(quarantine, dict) else None
        if isinstance(until, str) and _over(until, outline.today):
            yield Hit(
                place=case.place("quarantine", "until"),
                message=f"the quarantine ended on {until}",
                next="decide on the label and remove it, or set a later date",
            )


def _over(until: str, today: date) -> bool:
    try:
        return date.fromisoformat(until) < today
    except ValueError:
        return False  # that it is no date, the schema finds


rule = PolicyRule(code="CAS656", level=Level.WARNING, check=check)
