"""Building a Policy from its documents. They must be free of lint errors."""

from typing import Any

from delibctl.model import Category, Clause, Example, Exclusion, Outcome, Policy, Severity, Style
from delibctl.policy.bundle import Bundle
from delibctl.source import Document, Path


def build(bundle: Bundle) -> Policy:
    """Return the policy with its fragments merged in: its own parts first, then each fragment.

    The bundle must be free of lint errors; the types of its values are not checked again.
    """
    data = bundle.policy.data
    head = data["policy"]
    definitions: dict[str, str] = {}
    styles: dict[str, Style] = {}
    for document in bundle.parts:
        definitions |= document.data.get("definitions", {})
        styles |= {
            name: _style(name, style) for name, style in document.data.get("styles", {}).items()
        }
    return Policy(
        id=head["id"],
        version=head["version"],
        title=head["title"],
        description=head.get("description", ""),
        principles=tuple(data.get("principles", ())),
        definitions=definitions,
        styles=styles,
        categories=tuple(
            _category(category, document, ("categories", index))
            for document in bundle.parts
            for index, category in enumerate(document.data.get("categories", ()))
        ),
        reserved=tuple(data.get("reserved", ())),
        owner=head.get("owner"),
    )


def _style(name: str, data: dict[str, Any]) -> Style:
    return Style(
        name=name,
        outcome=Outcome(data["outcome"]),
        guide=data["guide"].strip(),
        must=tuple(data.get("must", ())),
        must_not=tuple(data.get("must_not", ())),
    )


def _category(data: dict[str, Any], document: Document, path: Path) -> Category:
    return Category(
        id=data["id"],
        title=data["title"],
        summary=data["summary"].strip(),
        clauses=tuple(
            _clause(clause, document, (*path, "clauses", index))
            for index, clause in enumerate(data["clauses"])
        ),
        owner=data.get("owner"),
    )


def _clause(data: dict[str, Any], document: Document, path: Path) -> Clause:
    severity = data.get("severity")
    return Clause(
        id=data["id"],
        title=data["title"],
        style=data["style"],
        text=data["text"].strip(),
        place=document.place(path),
        excludes=tuple(Exclusion(text=e["text"], to=e["to"]) for e in data.get("excludes", ())),
        overrides=tuple(data.get("overrides", ())),
        authority=data.get("authority"),
        severity=Severity(severity) if severity else None,
        rationale=data.get("rationale"),
        renamed_from=tuple(data.get("renamed_from", ())),
        split_from=data.get("split_from"),
        examples=tuple(Example(**example) for example in data.get("examples", ())),
        owner=data.get("owner"),
    )
