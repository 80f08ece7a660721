"""A version, an id or other text that looks like a number is quoted.

Why: Unquoted, `1.10` is the number 1.1 and `010` is the number 10, so readers do not see what is in
the file.

Fails:

    definitions:
      limit: 1.10

Passes:

    definitions:
      limit: "1.10"

Fix: put the value in quotes.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.source import Document, Edit


def check(document: Document) -> Iterator[Hit]:
    """Report every number or boolean where the schema wants text."""
    for violation in document.violations:
        if not violation.unquoted:
            continue
        place = document.place(violation.path)
        raw = document.raw(place)
        plain = raw.replace(".", "").replace("_", "").isalnum()
        yield Hit(
            place=place,
            message=violation.message,
            next=f'quote it: "{raw}"' if plain else violation.next,
            edits=(Edit(place=place, text=f'"{raw}"'),) if plain else (),
        )


rule = FileRule(code="YML008", check=check, fixes=Fixes.SAFE)
