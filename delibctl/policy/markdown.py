"""Reading the headings of a Markdown policy as categories and clauses."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from delibctl.policy.markdown_text import inline_text, parsed
from delibctl.text.slug import LONGEST

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
#: They could manipulate a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_ITEM = re.compile(r" *(?:-|\d+[.)]) ")
_ANCHOR = re.compile(r"\s*\{#([A-Za-z][A-Za-z0-9_.-]*)[^}]*\}\s*$")


@dataclass
class Section:
    """A heading with the prose below it. `line` counts from 1."""

    level: int
    title: str
    anchor: str | None
    line: int
    prose: list[str] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The prose as one text."""
        return joined(self.prose)


def joined(prose: list[str]) -> str:
    """Return paragraphs as one text, with each list item on a line of its own."""
    text = ""
    for before, paragraph_text in pairwise(["", *prose]):
        together = bool(_ITEM.match(before) and _ITEM.match(paragraph_text))
        text += ("\n" if together else "\n\n") + paragraph_text
    return text.lstrip("\n")


@dataclass
class Outline:
    """Categories with their clauses as children, and a line of text for each left-over part."""

    title: str
    description: str
    categories: list[Section]
    left_over: list[str]


def read_outline(text: str, name: str) -> Outline:
    """Return an outline: the first heading level that repeats holds categories, the next clauses.

    Text below deeper headings belongs to the clause above it. If all headings have one level, each
    is a clause of a single category.
    """
    root = Section(level=0, title=name, anchor=None, line=1)
    left_over: list[str] = []
    sections = _sections(text, root, left_over)
    title, description = name, root.text
    if len(sections) > 1 and [s.level for s in sections].count(sections[0].level) == 1:
        head = sections.pop(0)
        title = head.title
        description = "\n\n".join(filter(None, (description, head.text)))
    levels = sorted({section.level for section in sections})
    if len(levels) == 1:
        only = Section(level=0, title=title, anchor=None, line=1, prose=[description])
        only.children = sections
        return Outline(title, description, [only], left_over)
    categories = _nest(sections, levels, left_over)
    return Outline(title, description, categories, left_over)


def _nest(sections: list[Section], levels: list[int], left_over: list[str]) -> list[Section]:
    categories: list[Section] = []
    for section in sections:
        if section.level == levels[0]:
            categories.append(section)
        elif not categories:
            left_over.append(
                f"line {section.line}: heading {section.title!r} and its text, before the first "
                "category"
            )
        elif section.level == levels[1]:
            categories[-1].children.append(section)
        else:
            above = categories[-1].children[-1] if categories[-1].children else categories[-1]
            above.prose += [f"{section.title}:", *section.prose]
    for category in categories:
        if category.text and not any(child.text for child in category.children):
            category.children.insert(
                0, Section(category.level, category.title, None, category.line, category.prose)
            )
    return categories


def _sections(text: str, root: Section, left_over: list[str]) -> list[Section]:
    """Return the headings in order, each with its paragraphs and list items."""
    if control := _CONTROL.search(text):
        left_over.append(f"line {text.count(chr(10), 0, control.start()) + 1}: control characters")
        text = _CONTROL.sub(" ", text)
    front = _FRONT_MATTER.match(text)
    if front:
        left_over.append("line 1: front matter")
        text = "\n" * front[0].count("\n") + text[front.end() :]
    tokens, unseen = parsed(text)
    left_over += [f"line {line}: {what}" for line, what in unseen]
    sections: list[Section] = []
    for index, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open" and token.level == 0:
            title, anchor = _heading(inline_text(tokens[index + 1]))
            sections.append(Section(int(token.tag[1:]), title, anchor, line))
        elif token.type == "inline" and tokens[index - 1].type in (
            "paragraph_open",
            "heading_open",
        ):
            if tokens[index - 1].level == 0 and tokens[index - 1].type == "heading_open":
                continue
            (sections[-1] if sections else root).prose.append(paragraph(tokens, index))
        elif token.type in ("fence", "code_block", "html_block", "table_open"):
            left_over.append(f"line {line}: {_NAMES[token.type]}")
    return sections


_NAMES = {
    "fence": "a code block",
    "code_block": "a code block",
    "html_block": "an HTML block",
    "table_open": "a table",
}


def _heading(content: str) -> tuple[str, str | None]:
    anchor = _ANCHOR.search(content)
    title = " ".join(_ANCHOR.sub("", content).split())
    return title or "Untitled", anchor[1][:LONGEST] if anchor else None


def paragraph(tokens: list[Token], index: int) -> str:
    """Return a paragraph on one line, after the marker of a list item that it begins."""
    text = inline_text(tokens[index])
    item = tokens[index - 2] if index > 1 else None
    if item is None or item.type != "list_item_open":
        return text
    # Each nested list is two token levels deeper.
    return "  " * (item.level // 2) + f"{f'{item.info}{item.markup}' if item.info else '-'} {text}"
