"""The file has the shape that its schema asks for.

Why: A misspelt or missing field is a rule that silently does not hold.

Fails:

    definitions:
      harm: [one, two]

Passes:

    definitions:
      harm: one

Fix: change the field as the message says; the schema describes each.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """Every violation that no rule of its own is about, at the value that is wrong."""
    for violation in document.violations:
        elsewhere = violation.unquoted or violation.path == ("schema_version",)
        if violation.unknown is None and not elsewhere:
            yield Hit(
                place=document.locate(violation.path, violation.at_key),
                message=violation.message,
                next=violation.next,
            )


rule = FileRule(code="SCH101", check=check)
