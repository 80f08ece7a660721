"""The file is UTF-8 without control characters or a byte order mark.

Why: Other readers would see other text, or none. A control character can hide words from a
reviewer.

Fails:

    definitions:
      harm: one\\u2028two   # the character itself, not its escape

Passes:

    definitions:
      harm: one

Fix: save the file as UTF-8 without a byte order mark; `--fix` removes one.
"""

from collections.abc import Iterator
from dataclasses import replace

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.model import Place
from delibctl.source import Document, Edit


def check(document: Document) -> Iterator[Hit]:
    """Report what cannot be read, and a byte order mark, which a fix removes."""
    # The text has no mark any more, so writing it again is the fix.
    removal = Edit(place=Place(file=document.name), text="")
    for hit in problems("not-utf8-or-control-char")(document):
        yield replace(hit, edits=(removal,)) if document.data is not None else hit


rule = FileRule(code="YML001", check=check, fixes=Fixes.SAFE)
