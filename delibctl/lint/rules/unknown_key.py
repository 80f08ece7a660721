"""Every key is in the schema.

Why: Lenient readers ignore a misspelt key, and with it the rule it contains.

Fails:

    styles:
      brief: {outcome: refuse, giude: Be brief.}

Passes:

    styles:
      brief: {outcome: refuse, guide: Be brief.}

Fix: use the key that the message suggests.
"""

from collections.abc import Iterator
from typing import Any

from delibctl.lint.replacing import instead
from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.source import Document, Path
from delibctl.text.suggest import typo_of


def check(document: Document) -> Iterator[Hit]:
    """Report every unknown key."""
    for violation in document.violations:
        if violation.unknown is None:
            continue
        key, place = str(violation.path[-1]), document.key_place(violation.path)
        alone = _value(document.data, violation.path) is None
        intended = typo_of(key, [violation.unknown]) if violation.unknown and not alone else None
        yield Hit(
            place=place,
            message=violation.message,
            # A comma inside braces ends a text, and the words after it become a key.
            next=f"{violation.next} or quote the text it belongs to"
            if alone and not violation.elsewhere
            else violation.next,
            edits=instead(document, place, key, intended),
        )


def _value(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


rule = FileRule(code="SCH102", check=check, fixes=Fixes.SAFE)
