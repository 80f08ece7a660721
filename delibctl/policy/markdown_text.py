"""The text of Markdown as its author sees it: entities, escapes and references are resolved."""

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.token import Token


def parsed(text: str) -> tuple[list[Token], list[tuple[int, str]]]:
    """Return the tokens of a text, and each line that no token holds, with what it is."""
    environment: dict[str, Any] = {}
    options = {"store_labels": True}
    tokens = MarkdownIt("commonmark", options).enable("table").parse(text, environment)
    used = {token.meta.get("label") for block in tokens for token in block.children or ()}
    unseen = [
        (definition["map"][0] + 1, f"the address of [{label.lower()}], which no link uses")
        for label, definition in environment.get("references", {}).items()
        if label not in used
    ]
    for definition in environment.get("duplicate_refs", ()):
        label = definition["label"].lower()
        unseen.append((definition["map"][0] + 1, f"a second address of [{label}]"))
    return tokens, sorted(unseen)


def inline_text(token: Token) -> str:
    """Return the text of a paragraph or heading on one line; links keep their address."""
    return " ".join("".join(_pieces(token.children or [])).split())


def _pieces(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "html_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "code_inline":
                yield f"{token.markup}{token.content}{token.markup}"
            case "link_open":
                yield "<" if token.markup == "autolink" else "["
            case "link_close":
                yield ">" if token.markup == "autolink" else _address(_opening(tokens, token))
            case "image":
                yield f"![{token.content}]{_address(token)[1:]}"
            case _:
                yield token.markup


def _opening(tokens: list[Token], closing: Token) -> Token:
    """Return the beginning of a link; links do not nest."""
    before = tokens[: next(i for i, token in enumerate(tokens) if token is closing)]
    return next(token for token in reversed(before) if token.type == "link_open")


def _address(token: Token) -> str:
    """Return the end of a link, with its address as people read it, and its title."""
    href = normalizeLinkText(str(token.attrGet("href") or token.attrGet("src") or ""))
    if any(character in href for character in " ()<>"):
        href = f"<{href}>"
    title = token.attrGet("title")
    return f']({href} "{title}")' if title else f"]({href})"
