"""The file is valid YAML.

Why: If a file cannot be parsed, nothing else in it can be checked.

Fails:

    policy: {id: a

Passes:

    definitions:
      harm: one

Fix: correct the marked line. `--unsafe-fixes` turns tabs in the indentation into spaces.
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
    """Report what stopped the parser, with edits that turn indenting tabs into spaces."""
    for hit in problems("yaml-syntax")(document):
        yield replace(hit, edits=_spaces(document)) if "tab" in hit.message else hit


def _spaces(document: Document) -> tuple[Edit, ...]:
    """Return the edits that replace each indenting tab by one step of the file's indentation."""
    step = min((len(match[1]) for match in _INDENTED.finditer(document.text)), default=2)
    return tuple(
        Edit(
            place=document.lines.place(match.start(), match.end(), document.name),
            text=match[0].replace("\t", " " * step),
        )
        for match in _TABS.finditer(document.text)
    )


# Nobody can tell how wide a tab was meant to be, and the indentation decides the meaning.
rule = FileRule(code="YML002", check=check, fixes=Fixes.UNSAFE)
