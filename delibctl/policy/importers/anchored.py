"""Markdown with an id and an authority at each heading, like OpenAI's Model Spec.

A first-level heading is a category; every section with an anchor and text of its own is a clause
with that id, at any level. Conversations with GOOD and BAD answers become examples, commentary
becomes the rationale. Footnotes, tables and other code blocks are not imported.
"""

import re
from dataclasses import dataclass

from markdown_it.token import Token

from delibctl.policy.importers.comparison import examples_of, is_comparison
from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, Sketch
from delibctl.policy.markdown import joined, paragraph
from delibctl.policy.markdown_text import inline_text, parsed

_ANCHOR = re.compile(r"\s*\{#(?P<id>[^\s}]+)(?P<rest>[^}]*)\}\s*$")
_AUTHORITY = re.compile(r"\bauthority=(\w+)")
_KNOWN = {"root", "system", "developer", "user", "guideline"}
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_COMMENTARY = re.compile(r'!!!\s*\w+(?:\s+"[^"]*")?\s*')
_EXAMPLE = re.compile(r"\*\*Example\*\*:?\s*(.*)", re.DOTALL)
_BLOCKS = {
    "fence": "a code block",
    "code_block": "a code block",
    "html_block": "an HTML block",
    "table_open": "a table",
}


def recognises(text: str) -> bool:
    """Return True if headings name an authority."""
    return bool(re.search(r"^#+ .*\{#\S+ authority=\w+", text, re.MULTILINE))


@dataclass
class _Section:
    clause: ClauseSketch
    prose: list[str]
    footnotes: list[str]
    anchored: bool


def read(text: str, name: str) -> Sketch:
    """Return a sketch with every section that has an id."""
    return _Reading(text, name).sketch()


class _Reading:
    def __init__(self, text: str, name: str) -> None:
        self._tokens, unseen = parsed(text)
        self._sketch = Sketch(title=name.replace("_", " "), left_over=unseen)
        self._section: _Section | None = None
        #: The remark about the next block of conversations.
        self._remark = ""
        self._in_commentary = False

    def sketch(self) -> Sketch:
        for index, token in enumerate(self._tokens):
            line = token.map[0] + 1 if token.map else 0
            if token.type == "heading_open" and token.level == 0:
                self._end()
                self._begin(int(token.tag[1:]), inline_text(self._tokens[index + 1]), line)
            elif token.type == "inline" and self._tokens[index - 1].type == "paragraph_open":
                self._paragraph(index, line)
            elif token.type in _BLOCKS:
                self._block(token, line)
        self._end()
        return self._sketch

    def _begin(self, level: int, content: str, line: int) -> None:
        anchor = _ANCHOR.search(content)
        id = anchor["id"] if anchor else None
        title = " ".join(_ANCHOR.sub("", content).split()) or "Untitled"
        authority = _AUTHORITY.search(anchor["rest"]) if anchor else None
        if level == 1 or not self._sketch.categories:
            # The text of the section becomes a clause with the id, now or once it has text.
            category_id = f"{id}.category" if id else None
            self._sketch.categories.append(CategorySketch(id=category_id, title=title, line=line))
        clause = ClauseSketch(id=id, title=title, line=line)
        if authority and authority[1] in _KNOWN:
            clause.authority = authority[1]
        elif authority:
            self._sketch.leave(line, f"unknown authority {authority[1]!r}")
        self._section = _Section(clause, [], [], anchored=anchor is not None)

    def _paragraph(self, index: int, line: int) -> None:
        text, section = paragraph(self._tokens, index), self._section
        if section is None:
            self._sketch.leave(line, "text before the first heading")
            return
        section.footnotes += _FOOTNOTE.findall(text)
        text = _FOOTNOTE.sub("", text)
        if example := _EXAMPLE.fullmatch(text):
            self._remark = example[1]
        elif commentary := _COMMENTARY.match(text):
            self._add_rationale(text[commentary.end() :])
        elif text.strip():
            self._in_commentary = False
            section.prose.append(text)

    def _block(self, token: Token, line: int) -> None:
        section = self._section
        if section is not None and token.type == "fence" and is_comparison(token.content):
            examples, left_over = examples_of(token.content, line, self._remark)
            section.clause.examples += examples
            self._sketch.left_over += left_over
            self._remark = ""
        elif section is not None and token.type == "code_block" and self._in_commentary:
            # The second paragraph of a commentary is indented like code.
            self._add_rationale(" ".join(token.content.split()))
        else:
            self._sketch.leave(line, _BLOCKS[token.type])

    def _add_rationale(self, text: str) -> None:
        assert self._section is not None
        clause = self._section.clause
        clause.rationale = f"{clause.rationale}\n\n{text}".strip()
        self._in_commentary = True

    def _end(self) -> None:
        """Add the current section to its category as a clause, or list it as left over."""
        section, self._section = self._section, None
        if section is None:
            return
        category, clause = self._sketch.categories[-1], section.clause
        name = f"section {clause.id!r}" if section.anchored else f"section {clause.title!r}"
        if section.footnotes:
            notes = ", ".join(dict.fromkeys(section.footnotes))
            self._sketch.leave(clause.line, f"footnotes of {name}: {notes}")
        clause.text = joined(section.prose)
        category.clauses.append(clause)
        if clause.text:
            return
        if category.line == clause.line:
            self._sketch.leave(
                clause.line, f"{name} has no text of its own, so it is only a category"
            )
        else:
            self._sketch.leave(clause.line, f"{name} has no text of its own")
