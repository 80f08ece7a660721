"""Writing plain data as YAML in the style of a human author."""

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

#: Versions are always quoted: YAML reads 1.4.0 as text, but 1.4 as a number.
_VERSION = re.compile(r"\d[\d.]*")
_LINES = re.compile(r"[^\n]\n[^\n]|\n[ \t]")
_NAME = re.compile(r"[A-Za-z][\w./@-]*", re.ASCII)
#: Longer texts are written as a folded block below their key.
_LONG = 70


def modeline(kind: str) -> str:
    """Return the first line of a file, by which editors find the schema."""
    return f"# yaml-language-server: $schema={kind}.schema.json"


def emit(data: dict[str, Any], header: str, notes: dict[tuple[str | int, ...], str]) -> str:
    """Return YAML with a header comment; `notes` maps paths of keys to comments beside them."""
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(_commented(data, (), notes), out)
    return header + "\n" + out.getvalue()


def emit_item(data: dict[str, Any]) -> str:
    """Return a mapping as an item of a list, one key per line with its value beside it.

    Lists of mappings and long mappings are written below their key.
    """
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump([_item(data)], out)
    return "".join(line[2:] if line.strip() else line for line in out.getvalue().splitlines(True))


def _item(data: dict[str, Any]) -> CommentedMap:
    mapping = CommentedMap()
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            mapping[key] = [_item(entry) for entry in value]
        elif isinstance(value, dict) and len(str(value)) > _LONG:
            mapping[key] = _item(value)
        else:
            mapping[key] = _beside(value)
    return mapping


def _beside(value: Any) -> Any:
    """Return a value to write beside its key: lists and mappings in brackets."""
    if isinstance(value, str):
        return _styled(value, may_fold=True)
    if not isinstance(value, dict | list):
        return value
    container: Any = CommentedSeq() if isinstance(value, list) else CommentedMap()
    container.fa.set_flow_style()
    if isinstance(value, list):
        container.extend(map(_in_brackets, value))
    else:
        container.update({key: _in_brackets(item) for key, item in value.items()})
    return container


def _in_brackets(text: str | int) -> Any:
    """Return a value to write inside brackets, where everything but plain names is quoted."""
    if isinstance(text, int):
        return text
    plain = _NAME.fullmatch(text) and not AMBIGUOUS.fullmatch(text)
    return text if plain else DoubleQuotedScalarString(text)


def emit_line(data: dict[str, Any]) -> str:
    """Return a mapping on one line, as JSON, which is also YAML."""
    text = json.dumps(data, ensure_ascii=False)
    return FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _commented(
    value: Any, path: tuple[str | int, ...], notes: dict[tuple[str | int, ...], str]
) -> Any:
    if isinstance(value, dict):
        mapping = CommentedMap()
        for key, item in value.items():
            mapping[key] = _commented(item, (*path, key), notes)
            if (*path, key) in notes:
                mapping.yaml_add_eol_comment(notes[(*path, key)], key)
        return mapping
    if isinstance(value, list):
        return [_commented(item, (*path, index), notes) for index, item in enumerate(value)]
    # A key with a comment beside it cannot have a block as its value.
    return _styled(value, path not in notes) if isinstance(value, str) else value


def _styled(text: str, may_fold: bool) -> Any:
    """Return the text in a YAML notation that reads back unchanged."""
    unsafe = FORBIDDEN.search(text) or "\r" in text
    if unsafe or any(p.fullmatch(text) for p in (_VERSION, AMBIGUOUS)):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    clean = lines[0] == lines[0].strip() != "" and all(line == line.rstrip() for line in lines)
    if may_fold and clean and (len(text) > _LONG or len(lines) > 1):
        # Folding would add empty lines between the lines of a list, and drop indentation.
        return (LiteralScalarString if _LINES.search(text) else FoldedScalarString)(text)
    return text
