"""An outline as the data of a policy file and of a first cases file."""

from dataclasses import dataclass, field
from typing import Any

from delibctl.policy.markdown import Outline, Section
from delibctl.text.slug import slug

#: How many cases a drafted policy starts with, at most.
_CASES = 6


@dataclass
class Draft:
    """Data of both files, comments for what was assumed, and lines for what did not fit."""

    policy: dict[str, Any]
    cases: dict[str, Any]
    notes: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)


def draft(outline: Outline, style: str) -> Draft:
    """Every section becomes a category or a clause in `style`, or is listed as left over."""
    made = Draft(policy={}, cases={}, left_over=list(outline.left_over))
    taken: set[str] = set()
    categories: list[dict[str, Any]] = []
    for section in outline.categories:
        if not any(child.text for child in section.children):
            made.left_over.append(f"line {section.line}: {section.title!r} has no text below it")
            continue
        categories.append(_category(section, len(categories), style, taken, made))
    made.policy = {
        "schema_version": 1,
        "policy": {
            "id": slug(outline.title, "my-policy"),
            "version": "0.1.0",
            "title": outline.title,
            **({"description": outline.description} if outline.description else {}),
        },
        "categories": categories,
    }
    made.cases = {"schema_version": 1, "cases": _cases(categories)}
    made.left_over.sort(key=lambda line: int(line.split()[1].rstrip(":")))
    return made


def _category(
    section: Section, number: int, style: str, taken: set[str], made: Draft
) -> dict[str, Any]:
    id = _unique(section.anchor or slug(section.title, f"category-{number + 1}"), taken)
    clauses: list[dict[str, Any]] = []
    for child in section.children:
        if not child.text:
            made.left_over.append(f"line {child.line}: {child.title!r} has no text below it")
            continue
        name = child.anchor or f"{id}.{slug(child.title, f'clause-{len(clauses) + 1}')}"
        made.notes["categories", number, "clauses", len(clauses), "style"] = "assumed"
        clauses.append(
            {
                "id": _unique(name, taken),
                "title": child.title,
                "style": style,
                "text": child.text,
            }
        )
    summary = section.text if section.children[0].prose is not section.prose else ""
    if not summary:
        made.notes["categories", number, "title"] = "its summary is assumed"
        summary = clauses[0]["text"].split(". ")[0].rstrip(".") + "."
    return {"id": id, "title": section.title, "summary": summary, "clauses": clauses}


def _unique(id: str, taken: set[str]) -> str:
    number, made = 1, id
    while made in taken:
        number += 1
        made = f"{id}-{number}"
    taken.add(made)
    return made


def _cases(categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two drafts for each of the first clauses, to be rewritten by the author."""
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
