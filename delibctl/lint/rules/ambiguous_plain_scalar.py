"""A word that some readers of YAML take for something else is quoted.

Why: To YAML 1.1, which most readers speak, an unquoted `no` is false, `1:30` the number 90, and a
date no text. Here they are text; quoted they are text to everyone.

Fails:

    definitions:
      consent: yes

Passes:

    definitions:
      consent: "yes"

Fix: put it in quotes.
"""

from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Fixes, Hit, Level
from delibctl.source import AMBIGUOUS, Document, Edit, may_be_ambiguous

#: The fields whose text is a date.
_DATES = {"date", "until"}


def check(document: Document) -> Iterator[Hit]:
    """Every plain scalar, keys included, that YAML 1.1 would not read as the text it is."""
    if not may_be_ambiguous(document.text):
        return
    for scalar in document.scalars():
        if scalar.style or not AMBIGUOUS.fullmatch(scalar.value):
            continue
        if not scalar.is_key and scalar.path and scalar.path[-1] in _DATES:
            continue
        yield Hit(
            place=scalar.place,
            message=f"{scalar.value} is not text to every reader of YAML",
            next=f'quote it: "{scalar.value}"',
            edits=(Edit(place=scalar.place, text=f'"{scalar.value}"'),),
        )


rule = FileRule(code="YML007", level=Level.WARNING, check=check, fixes=Fixes.SAFE)
