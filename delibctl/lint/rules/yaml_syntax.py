"""The file is YAML.

Why: Nothing else can be checked in a file that cannot be parsed.

Fails:

    policy: {id: a

Passes:

    definitions:
      harm: one

Fix: mend the marked line; `--unsafe-fixes` writes tabs that indent as spaces.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from delibctl.lint.file_problems import problems
from delibctl.lint.rule import FileRule, Fixes, Hit
from delibctl.source import Document, Edit

_TABS = re.compile(r"^[ ]*\t[ \t]*(?=\S)", re.MULTILINE)
_INDENTED = re.compile(r"^( +)\S", re.MULTILINE)


def check(document: Document) -> Iterator[Hit]:
    """What stopped the parser; tabs that indent are written as spaces."""
    for hit in problems("yaml-syntax")(document):
        yield replace(hit, edits=_spaces(document)) if "tab" in hit.message else hit


def _spaces(document: Document) -> tuple[Edit, ...]:
    """Each tab at the beginning of a line as one step of the file's own indentation."""
    step = min((len(match[1]) for match in _INDENTED.finditer(document.text)), default=2)
    return tuple(
        Edit(
            place=document.lines.place(match.start(), match.end(), document.name),
            text=match[0].replace("\t", " " * step),
        )
        for match in _TABS.finditer(document.text)
    )


# How wide a tab was meant to be nobody can tell, and the indentation is the meaning.
rule = FileRule(code="YML002", check=check, fixes=Fixes.UNSAFE)
