"""The file matches its schema.

Why: With a misspelt or missing field, a rule is silently ignored.

Fails:

    definitions:
      harm: [one, two]

Passes:

    definitions:
      harm: one

Fix: change the field as the message says; the schema describes every field.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit
from delibctl.lint.rules.list_in_folded_text import deeper_items
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """Report every violation without a rule of its own, at the wrong value."""
    for violation in document.violations:
        elsewhere = violation.unquoted or violation.path == ("schema_version",)
        if violation.unknown is None and not elsewhere:
            place = document.locate(violation.path, violation.at_key)
            deeper = next(deeper_items(document, violation.path), None)
            yield deeper or Hit(
                place=place,
                message=violation.message,
                next=violation.next,
            )


rule = FileRule(code="SCH101", check=check)
