"""Escaping text from models and policies for the place where it is shown."""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from delibctl.text.lazy import later

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
#: What Unicode calls default ignorable: shown as nothing, although it counts as a letter or a mark.
_IGNORABLE = later(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
#: A symbol with its presentation, such as a red heart: one selector hides nothing.
_EMOJI = later("[\xa9\xae\u203c-\u3299\U0001f000-\U0001faff][\ufe0e\ufe0f]")
_SURROGATE = later(r"[\ud800-\udfff]")
_MARKUP = later(r"([\\`*_{}\[\]<>#|~!&@]|:(?=//)|(?<=\bwww)\.(?=\w))", re.IGNORECASE)
#: What GitHub makes a link to an issue, besides `#1`.
_ISSUE = later(r"\b(GH)(?=-\d)", re.IGNORECASE)
#: A line beginning that Markdown takes for a list, a rule or a heading.
_BLOCK = later(r"^(\d*)([-+=.)])")
#: Commands in the log of a CI job: a line that begins with `::` (GitHub), `##[`, `##vso[` and
#: `##teamcity[` anywhere, and the marker of a section (GitLab).
_COMMAND = later(
    r"^((?:\s|\x1b\[[0-9;]*m)*:)(?=:)|(##)(?=\w*\[)|(section_(?:start|end):)(?=\d)", re.MULTILINE
)

_BACKTICKS = later("`+")
_SECTION = later(r"(section_(?:start|end)):(?=\d)")

#: Invisible characters, those that reorder or break a line, and the beginning of a log command.
#: The list is fixed, unlike the tables of Unicode, so that all Python versions write equal files.
_UNSEEN = later(
    "[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
    r"|(?<=#)#(?=\w*\[)"
)

#: What breaks a line for some readers, besides the controls that JSON escapes anyway.
_LINE_BREAK = later("[\x85\u2028\u2029]")


def encodable(text: str) -> str:
    """Return the text with lone surrogates replaced, which cannot be encoded."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def visible(text: str) -> str:
    """Return the text with each control, bidi and invisible character written as an escape.

    Line feeds stay; tabs become spaces. The result cannot move a cursor or hide a word.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(map(_visible, text.replace("\r\n", "\n")))
    return _without_ignorable(shown, _escape)


def _without_ignorable(text: str, escape: Callable[[str], str]) -> str:
    """Return the text with default ignorable characters escaped, except for those of emoji."""
    if not _IGNORABLE.search(text):
        return text
    ends = {match.end() - 1 for match in _EMOJI.finditer(text)}
    return _IGNORABLE.sub(
        lambda match: match[0] if match.start() in ends else escape(match[0]), text
    )


def _visible(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return "    "
    return _escape(character) if unicodedata.category(character) in _INVISIBLE else character


def _escape(character: str) -> str:
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str, limit: int | None = None) -> str:
    """Return the visible text on one line, cut to at most `limit` characters."""
    line = " ".join(visible(text).split())
    if limit is None or len(line) <= limit:
        return line
    return (line[: max(0, limit - 3)].rstrip() + "...")[:limit]


def markdown(text: str) -> str:
    """Return text that Markdown shows literally: without markup, links, HTML, mentions or cells.

    Hosts make links of `@name`, `#1` and `GH-1` after rendering, so a zero-width space parts them.
    """
    escaped = _MARKUP.sub(r"\\\1", " ".join(visible(text).split()))
    escaped = _ISSUE.sub("\\1\u200b", _BLOCK.sub(r"\1\\\2", escaped))
    return escaped.replace("@", "@\u200b").replace("#", "#\u200b")


def code_span(text: str) -> str:
    """Return text as code for Markdown: shown literally, whatever it holds.

    Markup, links and mentions mean nothing in code, and only as many backticks as its own end it.
    """
    line = one_line(text)
    longest = max(map(len, _BACKTICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def inert(text: str) -> str:
    """Return the text with a space in each CI log command, which disables it."""
    return _COMMAND.sub(r"\g<0> ", text)


def in_log(text: str) -> str:
    """Return text of somebody else for a terminal or the log of a CI job: visible and inert."""
    return inert(visible(text))


def as_json(document: Any) -> str:
    """Return a document as indented JSON without invisible text and CI log commands."""
    text = _indented(document)
    # Long documents are mostly of plain letters, and each pattern takes a while to look at all.
    if not text.isascii() or "\x7f" in text or "##" in text:
        text = _without_ignorable(_UNSEEN.sub(_as_escape, text), _json_escape)
    return _SECTION.sub(r"\1\\u003a", text) + "\n"


def _indented(document: Any) -> str:
    """Return what `json.dumps` does with an indent, which is several times as slow."""
    # The parts of the command line that write no document do without it.
    import msgspec

    try:
        compact = json.dumps(document, ensure_ascii=False)
        return str(msgspec.json.format(compact, indent=2))
    except (UnicodeEncodeError, msgspec.DecodeError):  # a lone surrogate, or no number
        return json.dumps(document, ensure_ascii=False, indent=2)


def as_material(document: Any) -> str:
    """Return a document as JSON for a prompt: no text of it breaks a line, or leaves its field."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return _LINE_BREAK.sub(_as_escape, text)


def json_line(document: Any) -> str:
    """Return a document on one line, the same in all versions: sorted, without invisible text."""
    text = json.dumps(
        document, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(", ", ": ")
    )
    return _UNSEEN.sub(_as_escape, text)


def _as_escape(match: re.Match[str]) -> str:
    return _json_escape(match[0])


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
