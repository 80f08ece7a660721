"""Drafting a policy file, and a first cases file, from an outline."""

from dataclasses import dataclass, field
from typing import Any

from delibctl.policy.markdown import Outline, Section
from delibctl.text.headings import heading_slug, without_number
from delibctl.text.slug import slug

#: The largest number of cases in a draft.
_CASES = 6


@dataclass
class Draft:
    """The data of both files, with `notes` by path of a key, and the lines that were left over."""

    policy: dict[str, Any]
    cases: dict[str, Any]
    notes: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)


def draft(outline: Outline, style: str) -> Draft:
    """Return a draft in which each section is a category, a clause in `style`, or left over."""
    result = Draft(policy={}, cases={}, left_over=list(outline.left_over))
    ids = _Ids(outline)
    categories: list[dict[str, Any]] = []
    for section in outline.categories:
        if not any(child.text for child in section.children):
            result.left_over.append(f"line {section.line}: {section.title!r} has no text below it")
            continue
        categories.append(_category(section, len(categories), style, ids, result))
    result.policy = {
        "schema_version": 1,
        "policy": {
            "id": slug(without_number(outline.title), "my-policy"),
            "version": "0.1.0",
            "title": outline.title,
            **({"description": outline.description} if outline.description else {}),
        },
        "categories": categories,
    }
    result.cases = {"schema_version": 1, "cases": _cases(categories)}
    result.left_over.sort(key=lambda line: int(line.split()[1].rstrip(":")))
    return result


class _Ids:
    """The ids of all sections by line: anchors of clauses first, then categories, then the others.

    A section without text has an id too, so text that is added to it later changes no other id.
    """

    def __init__(self, outline: Outline) -> None:
        used: set[str] = set()
        self.categories: dict[int, str] = {}
        self.clauses: dict[int, str] = {}
        for child in (child for section in outline.categories for child in section.children):
            if child.anchor:
                self.clauses[child.line] = _unique(child.anchor, used)
        for position, section in enumerate(outline.categories, 1):
            name = section.anchor or heading_slug(section.title, "category", position)
            self.categories[section.line] = _unique(name, used)
        for section in outline.categories:
            for position, child in enumerate(section.children, 1):
                words = heading_slug(child.title, "clause", position)
                if not child.anchor:
                    name = f"{self.categories[section.line]}.{words}"
                    self.clauses[child.line] = _unique(name, used)


def _category(
    section: Section, number: int, style: str, ids: _Ids, result: Draft
) -> dict[str, Any]:
    clauses: list[dict[str, Any]] = []
    for child in section.children:
        if not child.text:
            result.left_over.append(f"line {child.line}: {child.title!r} has no text below it")
            continue
        result.notes["categories", number, "clauses", len(clauses), "style"] = "assumed"
        clauses.append(
            {
                "id": ids.clauses[child.line],
                "title": child.title,
                "style": style,
                "text": child.text,
            }
        )
    summary = section.text if section.children[0].prose is not section.prose else ""
    if not summary:
        result.notes["categories", number, "title"] = "its summary is assumed"
        summary = clauses[0]["text"].split(". ")[0].rstrip(".") + "."
    id = ids.categories[section.line]
    return {"id": id, "title": section.title, "summary": summary, "clauses": clauses}


def _unique(id: str, used_ids: set[str]) -> str:
    number, candidate = 1, id
    while candidate in used_ids:
        number += 1
        candidate = f"{id}-{number}"
    used_ids.add(candidate)
    return candidate


def _cases(categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return two draft cases for each of the first clauses, for the author to rewrite."""
    cases: list[dict[str, Any]] = []
    clauses = [clause for category in categories for clause in category["clauses"]]
    for clause in clauses[: _CASES // 2]:
        name = slug(clause["id"].replace(".", " ").replace("_", " "), "case")
        for kind, prompt in (
            ("direct", f"I have a question about this: {clause['title']}. What can you do for me?"),
            ("near-miss", f"What is usually meant by {clause['title']!r}, and why does it matter?"),
        ):
            cases.append(
                {
                    "id": _unique(f"{name}-{kind}", {case["id"] for case in cases}),
                    "kind": kind,
                    "status": "draft",
                    "prompt": prompt,
                    "clauses": [clause["id"]],
                }
            )
    return cases
