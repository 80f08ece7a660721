"""A release of the Model Spec as a policy, read from its Markdown line by line.

A heading with an authority is a clause; any other is a category with its introduction as summary.
Paragraphs and list items are kept, with links as their words. Examples, code, commentary and
footnotes are left out. It shares no code with the importers, so they may change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from delibctl.model import Category, Clause, Place, Policy

_HEADING = re.compile(r"(#+) (.*?)\s*\{#([\w.-]+)\s*(?:authority=(\w+))?[^}]*\}")
_FENCE = re.compile(r"~~~|```")
_COMMENTARY = re.compile(r"!!!")
_EXAMPLE = re.compile(r"\*\*Example\*\*")
_ITEM = re.compile(r"\s*(?:-|\d+\.) ")
_TERM = re.compile(r"\*\*([A-Z][\w -]*)(?:\*\*[^:]*:|:\*\*) ")
_REFERENCE = re.compile(r"\[\?\]\(#([^)]*)\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_PROHIBITS = re.compile(r"(?:never|don['’]t|do not|avoid)\b", re.IGNORECASE)
_COMPLIES = re.compile(r"comply\b", re.IGNORECASE)
_CARES = re.compile(
    r"\b(?:care|harm|privacy|protect|restricted|risky|safety|sensitive)\b", re.IGNORECASE
)


@dataclass
class _Section:
    level: int
    title: str
    id: str
    authority: str | None
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs and list items, each on one line."""
        texts: list[str] = []
        ended = True
        for line in self.lines:
            if ended or _ITEM.match(line):
                texts.append(line.strip())
            elif line:
                texts[-1] += f" {line.strip()}"
            ended = not line
        return [text for text in texts if text and not _EXAMPLE.match(text)]


def convert(markdown: str, version: str, file: str) -> Policy:
    """Return the release as a policy; a clause belongs to the nearest category above it."""
    definitions: dict[str, str] = {}
    categories: list[tuple[_Section, str, list[Clause]]] = []
    above: list[tuple[_Section, list[Clause]]] = []
    for section in _sections(markdown):
        above = [entry for entry in above if entry[0].level < section.level]
        if section.authority:
            titles = [category.title for category, _ in above]
            above[-1][1].append(_clause(section, titles, file))
            continue
        paragraphs = section.paragraphs
        if section.id == "definitions":
            paragraphs, definitions = _definitions(paragraphs)
        clauses: list[Clause] = []
        categories.append((section, "\n\n".join(paragraphs), clauses))
        above.append((section, clauses))
    return Policy(
        id="model-spec",
        version=version,
        title="Model Spec",
        categories=tuple(
            Category(id=section.id, title=section.title, summary=summary, clauses=tuple(clauses))
            for section, summary, clauses in categories
            if summary or clauses
        ),
        definitions=definitions,
        styles={},
    )


def _sections(markdown: str) -> Iterator[_Section]:
    """Yield each section with its lines, without code blocks and commentary."""
    section: _Section | None = None
    fence, in_commentary = "", False
    for number, line in enumerate(markdown.splitlines(), start=1):
        mark = _FENCE.match(line)
        if fence or mark:
            if not fence and mark:
                fence = mark[0]
            elif line.startswith(fence):
                fence = ""
            continue
        in_commentary = bool(_COMMENTARY.match(line)) or (
            in_commentary and (not line or line.startswith(" "))
        )
        if heading := _HEADING.fullmatch(line.strip()):
            if section:
                yield section
            marks, title, id, authority = heading.groups()
            section = _Section(len(marks), title, id, authority, number)
        elif section:
            section.lines.append("" if in_commentary else _plain(line).rstrip())
    if section:
        yield section


def _plain(line: str) -> str:
    """Return the line with the words of links, the ids of references, and no footnotes."""
    return _FOOTNOTE.sub("", _LINK.sub(r"\1", _REFERENCE.sub(r"\1", line)))


def _clause(section: _Section, titles: list[str], file: str) -> Clause:
    return Clause(
        id=section.id,
        title=section.title,
        style=_style(section.title, titles),
        text="\n\n".join(section.paragraphs),
        place=Place(file=file, line=section.line),
        authority=section.authority,
    )


def _style(title: str, above: list[str]) -> str:
    """Return the style that the titles name.

    Refuse if the title of the clause begins with a prohibition (never, do not, avoid). Otherwise
    safe-complete if it or a title above it names care, harm, privacy, protection, restriction,
    risk, safety or sensitive content, unless it begins with "comply". Otherwise comply.
    """
    if _PROHIBITS.match(title):
        return "refuse"
    cares = any(_CARES.search(heading) for heading in (title, *above))
    return "safe-complete" if cares and not _COMPLIES.match(title) else "comply"


def _definitions(paragraphs: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return the paragraphs before the first term, and the terms with all text up to the next."""
    introduction: list[str] = []
    meanings: dict[str, list[str]] = {}
    texts = introduction
    for paragraph in paragraphs:
        if term := _TERM.match(paragraph):
            texts = meanings.setdefault(term[1].lower(), [])
            paragraph = paragraph[term.end() :]
        texts.append(paragraph)
    return introduction, {term: "\n\n".join(texts) for term, texts in meanings.items()}
