"""No case stays in quarantine after its end date.

Why: A quarantined case counts in no gate. When the quarantine ends, the case should count again or
be removed.

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
    """Report every quarantine whose last day has passed."""
    for case in outline.cases:
        quarantine = case.data.get("quarantine")
        until = quarantine.get("until") if isinstance(quarantine, dict) else None
        if isinstance(until, str) and _has_passed(until, outline.today):
            yield Hit(
                place=case.place("quarantine", "until"),
                message=f"the quarantine ended on {until}",
                next="decide on the label and remove it, or set a later date",
            )


def _has_passed(until: str, today: date) -> bool:
    try:
        return date.fromisoformat(until) < today
    except ValueError:
        return False  # the schema reports what is not a date


rule = PolicyRule(code="CAS656", level=Level.WARNING, check=check)
