"""Plain data to YAML that a person would have written."""

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
)

from delibctl.source.ambiguous import AMBIGUOUS
from delibctl.source.unicode import FORBIDDEN

#: A version is quoted even where YAML reads it as text: the next one may be read as a number.
_VERSION = re.compile(r"\d[\d.]*")
_LINES = re.compile(r"[^\n]\n[^\n]|\n[ \t]")
#: Longer texts are written as a folded block below their key.
_LONG = 70


def emit(data: dict[str, Any], header: str, notes: dict[tuple[str | int, ...], str]) -> str:
    """YAML with a header comment; `notes` maps the path of a key to a comment beside it."""
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(_commented(data, (), notes), out)
    return header + "\n" + out.getvalue()


def _commented(
    value: Any, path: tuple[str | int, ...], notes: dict[tuple[str | int, ...], str]
) -> Any:
    if isinstance(value, dict):
        made = CommentedMap()
        for key, item in value.items():
            made[key] = _commented(item, (*path, key), notes)
            if (*path, key) in notes:
                made.yaml_add_eol_comment(notes[(*path, key)], key)
        return made
    if isinstance(value, list):
        return [_commented(item, (*path, index), notes) for index, item in enumerate(value)]
    # Beside a key with a note there is no room for a block below it.
    return _styled(value, path not in notes) if isinstance(value, str) else value


def _styled(text: str, may_fold: bool) -> Any:
    """The text in the form of YAML that gives it back unchanged."""
    unsafe = FORBIDDEN.search(text) or "\r" in text
    if unsafe or any(p.fullmatch(text) for p in (_VERSION, AMBIGUOUS)):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    clean = lines[0] == lines[0].strip() != "" and all(line == line.rstrip() for line in lines)
    if may_fold and clean and (len(text) > _LONG or len(lines) > 1):
        # Folding would put an empty line between the lines of a list, and keeps no indentation.
        return (LiteralScalarString if _LINES.search(text) else FoldedScalarString)(text)
    return text
