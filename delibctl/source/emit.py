"""Plain data to YAML that a person would have written."""

import io
import json
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
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
_NAME = re.compile(r"[A-Za-z][\w./@-]*", re.ASCII)
#: Longer texts are written as a folded block below their key.
_LONG = 70


def modeline(kind: str) -> str:
    """The first line of a file, by which an editor finds the schema of its kind."""
    return f"# yaml-language-server: $schema={kind}.schema.json"


def emit(data: dict[str, Any], header: str, notes: dict[tuple[str | int, ...], str]) -> str:
    """YAML with a header comment; `notes` maps the path of a key to a comment beside it."""
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(_commented(data, (), notes), out)
    return header + "\n" + out.getvalue()


def emit_item(data: dict[str, Any]) -> str:
    """A mapping as an item of a list: a key to a line, and what a key holds beside it.

    A list of mappings stands below its key, and so does a mapping that is long.
    """
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump([_item(data)], out)
    return "".join(line[2:] if line.strip() else line for line in out.getvalue().splitlines(True))


def _item(data: dict[str, Any]) -> CommentedMap:
    made = CommentedMap()
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            made[key] = [_item(entry) for entry in value]
        elif isinstance(value, dict) and len(str(value)) > _LONG:
            made[key] = _item(value)
        else:
            made[key] = _beside(value)
    return made


def _beside(value: Any) -> Any:
    """Lists and mappings in brackets, texts in whatever form gives them back."""
    if isinstance(value, str):
        return _styled(value, may_fold=True)
    if not isinstance(value, dict | list):
        return value
    made: Any = CommentedSeq() if isinstance(value, list) else CommentedMap()
    made.fa.set_flow_style()
    if isinstance(value, list):
        made.extend(map(_in_brackets, value))
    else:
        made.update({key: _in_brackets(item) for key, item in value.items()})
    return made


def _in_brackets(text: str | int) -> Any:
    """Between brackets more is markup than elsewhere, so all but plain names is quoted."""
    if isinstance(text, int):
        return text
    plain = _NAME.fullmatch(text) and not AMBIGUOUS.fullmatch(text)
    return text if plain else DoubleQuotedScalarString(text)


def emit_line(data: dict[str, Any]) -> str:
    """A mapping on one line, as JSON that YAML reads likewise."""
    text = json.dumps(data, ensure_ascii=False)
    return FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
