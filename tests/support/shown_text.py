"""Whether an output shows a hostile text, escaped as its format does it and cut nowhere."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

from delibctl.text.escape import inert, visible

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
#: The folds of a report, whose words are ours.
_FOLD = re.compile(r"^(?:<details><summary>[a-z0-9 %]+</summary>|</details>)$", re.MULTILINE)
_ACTING = {"html_inline", "html_block", "link_open", "image"}
_JSON = ("json", "sarif", "gitlab")


def shows(out: str, text: str, format: str) -> bool:
    """Return True if the output of a format has the whole text; lines may break anywhere in it."""
    quoted = repr(text)[1:-1]
    forms = {_bare(form) for form in (text, visible(text), quoted, visible(quoted))}
    parts = (
        [unquote(part) for part in _texts(json.loads(out))]
        if format in _JSON
        else [_decoded(out, format)]
    )
    return any(form in _bare(part) for part in parts for form in forms)


def assert_well_formed(out: str, format: str) -> None:
    """Fail unless a report is whole in its format, and nothing of its texts acts in it."""
    if format in _JSON:
        json.loads(out)
    elif format == "junit":
        ElementTree.fromstring(out)
    elif format == "markdown":
        out = _FOLD.sub("", out)
        tokens = _MARKDOWN.parse(out)
        acting = {token.type for token in _tokens(tokens)} & _ACTING
        assert not acting, (acting, out)
        # What hosts make a link of, without any markup, outside of code.
        code = [token.map for token in tokens if token.type == "fence" and token.map]
        lines = enumerate(out.splitlines())
        prose = [line for n, line in lines if not any(first <= n < end for first, end in code)]
        links = [line for line in prose if re.search(r"(?i)@\w|\w://|www\.\w", line)]
        assert not links, links


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


def written_in_ascii(value: Any) -> str:
    """Return a value as YAML in which every character of a text is ASCII or an escape."""
    text = json.dumps(value, indent=2)
    # The two halves of a pair are no character to YAML.
    return re.sub(r"(?:\\ud[89ab]..)(?:\\ud[c-f]..)", _long_escape, text)


def _long_escape(pair: re.Match[str]) -> str:
    character: str = json.loads('"' + pair[0] + '"')
    return f"\\U{ord(character):08x}"


def _decoded(out: str, format: str) -> str:
    match format:
        case "github":
            return unquote(out)
        case "junit":
            return html.unescape(out)
        case "markdown":
            return re.sub(r"\\([^\w\s]|_)", r"\1", out).replace("\u200b", "")
        case "rich":
            return re.sub(r"\x1b\[[0-9;]*m", "", out)
    return out


def _bare(text: str) -> str:
    """Return a text without spaces, line ends, and what keeps a log command from being one."""
    return "".join(inert(text).split())


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = [*value, *value.values()] if isinstance(value, dict) else value
    return [text for item in items for text in _texts(item)] if isinstance(items, list) else []
