"""Every key is one that the schema knows.

Why: A misspelt key is ignored by lenient readers, and the rule it holds with it.

Fails:

    styles:
      brief: {outcome: refuse, giude: Be brief.}

Passes:

    styles:
      brief: {outcome: refuse, guide: Be brief.}

Fix: use the key that the message suggests.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Hit
from delibctl.source import Document


def check(document: Document) -> Iterator[Hit]:
    """Every unknown key, at the key."""
    for violation in document.violations:
        if violation.unknown is not None:
            yield Hit(
                place=document.key_place(violation.path),
                message=violation.message,
                next=violation.next,
            )


rule = FileRule(code="SCH102", check=check)
