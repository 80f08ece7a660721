"""Words that some YAML readers do not take for text are quoted.

Why: In YAML 1.1, which most readers implement, an unquoted `no` is false, `1:30` is the number 90,
and a date is not text. delibctl reads them as text; in quotes, every reader does.

Fails:

    definitions:
      consent: yes

Passes:

    definitions:
      consent: "yes"

Fix: put the word in quotes.
"""

import re
from collections.abc import Iterator

from delibctl.lint.rule import FileRule, Fixes, Hit, Level
from delibctl.source import Document, Edit
from delibctl.source.ambiguous import AMBIGUOUS, may_be_ambiguous

_DATE = re.compile(r"\d{4}-")
#: The fields whose text is a date.
_DATES = {"date", "until"}


def check(document: Document) -> Iterator[Hit]:
    """Report every plain scalar, keys included, that YAML 1.1 does not read as text."""
    if document.data is None or not may_be_ambiguous(document.text):
        return
    for scalar in document.scalars():
        if scalar.style or not AMBIGUOUS.fullmatch(scalar.value):
            continue
        if not scalar.is_key and scalar.path and scalar.path[-1] in _DATES:
            continue
        text = scalar.value
        yield Hit(
            place=scalar.place,
            message=f"some YAML readers take an unquoted `{text}` for {_taken_for(text)}",
            next=f'quote it: "{text}"',
            edits=(Edit(place=scalar.place, text=f'"{text}"'),),
        )


def _taken_for(value: str) -> str:
    """Return what YAML 1.1 reads instead of the text."""
    if value.casefold() in ("y", "yes", "on"):
        return "true"
    if value.casefold() in ("n", "no", "off"):
        return "false"
    return "a date" if _DATE.match(value) else "a number"


rule = FileRule(code="YML007", level=Level.WARNING, check=check, fixes=Fixes.SAFE)
