"""Markdown whose headings are categories and clauses, as `delibctl init --from` reads it.

The first heading level that repeats holds categories, the next one clauses; text below deeper
headings belongs to the clause above it. Code blocks, tables and HTML are not imported.
"""

import re

from delibctl.policy.importers.sketch import CategorySketch, ClauseSketch, Sketch
from delibctl.policy.markdown import Section, read_outline

_LINE = re.compile(r"line (\d+): (.*)", re.DOTALL)


def read(text: str, name: str) -> Sketch:
    """Return a sketch with the sections that have text below them."""
    outline = read_outline(text, name)
    sketch = Sketch(title=outline.title, description=outline.description)
    for entry in outline.left_over:
        if match := _LINE.fullmatch(entry):
            sketch.leave(int(match[1]), match[2])
    for section in outline.categories:
        # Without subsections the prose of a category is that of its only clause.
        shares_prose = section.children[:1] and section.children[0].prose is section.prose
        category = CategorySketch(
            id=section.anchor,
            title=section.title,
            line=section.line,
            summary="" if shares_prose else section.text,
        )
        for child in section.children:
            _add(child, category, sketch)
        sketch.categories.append(category)
    return sketch


def _add(section: Section, category: CategorySketch, sketch: Sketch) -> None:
    """Add a section as a clause. One without text is left out later, but its id stays taken."""
    if not section.text:
        sketch.leave(section.line, f"{section.title!r} has no text below it")
    category.clauses.append(
        ClauseSketch(id=section.anchor, title=section.title, line=section.line, text=section.text)
    )
