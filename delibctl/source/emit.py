"""Writing plain data as YAML in the style of a human author."""

import io
import json
import re
from collections.abc import Callable, Collection
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
)

from delibctl.source.ambiguous import AMBIGUOUS
from delibctl.source.read_back import check_read_back, reads_back
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


class _Emitter(Emitter):  # type: ignore[misc]  # it has no annotations
    """Leaves quoted and plain text on one line: a break after a tab or backslash adds a space."""

    def write_double_quoted(self, text: str, _split: bool = True) -> None:
        """Write a text in double quotes."""
        super().write_double_quoted(text, split=False)

    def write_single_quoted(self, text: str, _split: bool = True) -> None:
        """Write a text in single quotes."""
        super().write_single_quoted(text, split=False)

    def write_plain(self, text: str, _split: bool = True) -> None:
        """Write a text without quotes. A word that is longer than a line stays beside its key."""
        width: int = getattr(self, "best_width")  # noqa: B009 - it has no type
        self.best_width = len(text) + self.column + 2
        super().write_plain(text, split=False)
        self.best_width = width


def _dumped(data: Any) -> str:
    yaml = YAML()
    yaml.Emitter = _Emitter
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def emit(data: dict[str, Any], header: str, notes: dict[tuple[str | int, ...], str]) -> str:
    """Return YAML with a header comment; `notes` maps paths of keys to comments beside them.

    Raises DelibctlError if the file would not read back equal.
    """
    text = f"{header}\n{_dumped(_commented(data, (), notes, _styled))}"
    if not reads_back(text, "new.yaml", data):
        text = f"{header}\n{_dumped(_commented(data, (), notes, _quoted))}"
    check_read_back(text, "new.yaml", data)
    return text


def emit_item(data: dict[str, Any], assumed: Collection[str] = ()) -> str:
    """Return a mapping as an item of a list, one key per line with its value beside it.

    Lists of mappings and long mappings are written below their key. Keys in `assumed` have that
    word as a comment beside them.
    """
    text = _dumped([_item(data, assumed)])
    return "".join(line[2:] if line.strip() else line for line in text.splitlines(True))


def _item(data: dict[str, Any], assumed: Collection[str] = ()) -> CommentedMap:
    mapping = CommentedMap()
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            mapping[key] = [_item(entry) for entry in value]
        elif isinstance(value, dict) and len(str(value)) > _LONG:
            mapping[key] = _item(value)
        else:
            mapping[key] = _beside(value, key not in assumed)
        if key in assumed:
            mapping.yaml_add_eol_comment("assumed", key)
    return mapping


def _beside(value: Any, may_fold: bool) -> Any:
    """Return a value to write beside its key: lists and mappings in brackets."""
    if isinstance(value, str):
        return _styled(value, may_fold)
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
    value: Any,
    path: tuple[str | int, ...],
    notes: dict[tuple[str | int, ...], str],
    styled: Callable[[str, bool], Any],
) -> Any:
    if isinstance(value, dict):
        mapping = CommentedMap()
        for key, item in value.items():
            mapping[key] = _commented(item, (*path, key), notes, styled)
            if (*path, key) in notes:
                mapping.yaml_add_eol_comment(notes[(*path, key)], key)
        return mapping
    if isinstance(value, list):
        return [_commented(item, (*path, index), notes, styled) for index, item in enumerate(value)]
    # A key with a comment beside it cannot have a block as its value.
    return styled(value, path not in notes) if isinstance(value, str) else value


def _quoted(text: str, _may_fold: bool) -> Any:
    return DoubleQuotedScalarString(text)


def _styled(text: str, may_fold: bool) -> Any:
    """Return the text in a YAML notation that reads back unchanged."""
    unsafe = FORBIDDEN.search(text) or "\r" in text
    if unsafe or any(p.fullmatch(text) for p in (_VERSION, AMBIGUOUS)):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    clean = lines[0] == lines[0].strip() != "" and all(line == line.rstrip() for line in lines)
    long = len(text) > _LONG and " " in text
    if may_fold and clean and (long or len(lines) > 1):
        # Folding would add empty lines between the lines of a list, and drop indentation.
        keeps_lines = _LINES.search(text) or "\t" in text
        return (LiteralScalarString if keeps_lines else FoldedScalarString)(text)
    return text
