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
from delibctl.source import Document, Edit, edited_by, read

_TABS = re.compile(r"^[ ]*\t[ \t]*(?=\S)", re.MULTILINE)
_INDENTED = re.compile(r"^( +)\S", re.MULTILINE)


def check(document: Document) -> Iterator[Hit]:
    """Report what stopped the parser, with edits that turn indenting tabs into spaces."""
    for hit in problems("yaml-syntax")(document):
        yield replace(hit, edits=_spaces(document)) if "tab" in hit.message else hit


def _spaces(document: Document) -> tuple[Edit, ...]:
    """Return the edits that replace indenting tabs by spaces; none if no width gives a sound file.

    A tab may be as wide as a step of the indentation or as in an editor, or mean the line above.
    """
    text, name = document.text, document.name
    tabs = list(_TABS.finditer(text))
    step = min((len(match[1]) for match in _INDENTED.finditer(text)), default=2)
    widths = [[tab[0].replace("\t", " " * width) for tab in tabs] for width in (step, 8, 4)]
    for indents in (*widths, list(_indents_above(text))):
        edits = tuple(
            Edit(place=document.lines.place(tab.start(), tab.end(), name), text=indent)
            for tab, indent in zip(tabs, indents, strict=True)
        )
        spaced = read(edited_by(text, [edits])[0].encode(), name)
        if spaced.data is not None and not spaced.violations:
            return edits
    return ()


def _indents_above(text: str) -> Iterator[str]:
    """Yield, for each line with an indenting tab, the indentation of the last line without one."""
    above = ""
    for line in text.split("\n"):
        if _TABS.match(line):
            yield above
        elif line.strip():
            above = line[: len(line) - len(line.lstrip(" "))]


# Nobody can tell how wide a tab was meant to be, and the indentation decides the meaning.
rule = FileRule(code="YML002", check=check, fixes=Fixes.UNSAFE)
