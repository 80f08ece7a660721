"""Mapping the labels of records to clauses, and building cases from them."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from delibctl.cases.importers.record import Record
from delibctl.errors import DelibctlError
from delibctl.model import BUILT_IN_STYLES, Policy
from delibctl.text.slug import slug
from delibctl.text.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """A pattern of labels, with the clauses that must all be cited, or with a category.

    A case that is mapped to a category is shown that category. If the source gives its style, the
    clauses of that outcome may be cited; otherwise one clause of the category must be.
    """

    pattern: str
    clauses: tuple[str, ...] = ()
    category: str | None = None


def mapping(text: str, policy: Policy) -> Mapping:
    """Parse `LABEL=CLAUSE[,CLAUSE]` or `LABEL=CATEGORY`. Raises DelibctlError for unknown ids."""
    pattern, _, targets = text.rpartition("=")
    ids = tuple(id.strip() for id in targets.split(",") if id.strip())
    if not pattern or not ids:
        raise DelibctlError(
            f"--map {text!r}: a label or a clause is missing", next="write --map LABEL=CLAUSE"
        )
    categories = {category.id for category in policy.categories}
    if len(ids) == 1 and ids[0] in categories:
        return Mapping(pattern=pattern.strip(), category=ids[0])
    for id in ids:
        if id not in policy.clause_by_id:
            names = [*policy.clause_by_id, *categories]
            raise DelibctlError(
                f"--map {text!r}: no clause or category {id!r}", next=nearest(id, names, "clause")
            )
    return Mapping(pattern=pattern.strip(), clauses=ids)


@dataclass(kw_only=True)
class ImportedCases:
    """The cases as data of a file; `left_over` are other lines, each with the reason.

    `unused` are patterns that match no label. `other_outcome` counts cases whose outcome in the
    source differs from that of their clause.
    """

    cases: list[dict[str, Any]] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    other_outcome: int = 0


def to_cases(
    records: Iterable[Record],
    policy: Policy,
    mappings: Sequence[Mapping],
    source: str,
) -> ImportedCases:
    """Return the cases of all records that are mapped to a clause, and list the other records.

    Raises DelibctlError for a style that the policy does not have.
    """
    result, record_by_id, matched = ImportedCases(), dict[str, Record](), list[Mapping]()
    for record in records:
        match = _match(record, policy, mappings)
        if match is None:
            unmapped = f"label {record.label!r} is not mapped: add --map {record.label}=CLAUSE"
            result.left_over.append((record.line, unmapped if record.label else "no label"))
            continue
        matched.append(match)
        case_id = _id(record, source)
        if case_id in record_by_id and record_by_id[case_id].messages == record.messages:
            result.left_over.append((record.line, f"same as line {record_by_id[case_id].line}"))
            continue
        if case_id in record_by_id:
            case_id = f"{case_id}-{_digest(record)}"
        record_by_id[case_id] = record
        result.cases.append(_case(case_id, record, match, policy, source, result))
    used = {id(mapping) for mapping in matched}
    result.unused = [mapping.pattern for mapping in mappings if id(mapping) not in used]
    return result


def _match(record: Record, policy: Policy, mappings: Sequence[Mapping]) -> Mapping | None:
    """Return the first mapping that matches; a label that is an id of the policy needs none."""
    for mapping in mappings:
        if fnmatchcase(record.label, mapping.pattern):
            return mapping
    if record.label in policy.clause_by_id:
        return Mapping(pattern=record.label, clauses=(record.label,))
    if any(category.id == record.label for category in policy.categories):
        return Mapping(pattern=record.label, category=record.label)
    return None


def _case(
    id: str, record: Record, mapping: Mapping, policy: Policy, source: str, result: ImportedCases
) -> dict[str, Any]:
    case: dict[str, Any] = {"id": id, "kind": str(record.kind)}
    if len(record.messages) == 1:
        case["prompt"] = record.messages[0].content
    else:
        case["messages"] = [{"role": m.role, "content": m.content} for m in record.messages]
    style = record.style
    if style is not None and policy.outcome(style) is None:
        raise DelibctlError(
            f"line {record.line}: unknown style {style!r}",
            next=f"--style {style}=STYLE; " + nearest(style, _styles(policy), "style"),
        )
    if mapping.category:
        case |= _of_category(mapping.category, style, policy)
    else:
        case["clauses"] = list(mapping.clauses)
        clause_style = policy.clause_by_id[mapping.clauses[0]].style
        if style and policy.outcome(style) is not policy.outcome(clause_style):
            case["style"] = style
            result.other_outcome += 1
    if record.lang != "en":
        case["lang"] = record.lang
    origin = {"source": source, "label": record.label, "number": record.number}
    return {**case, "origin": {name: value for name, value in origin.items() if value}}


def _of_category(category: str, style: str | None, policy: Policy) -> dict[str, Any]:
    clauses = next(entry for entry in policy.categories if entry.id == category).clauses
    if style is None:
        return {"category": [category], "either": [clause.id for clause in clauses]}
    outcome = policy.outcome(style)
    alike = [clause.id for clause in clauses if policy.outcome(clause.style) is outcome]
    return {"category": [category], **({"also": alike} if alike else {}), "style": style}


def _styles(policy: Policy) -> list[str]:
    return [*BUILT_IN_STYLES, *policy.styles]


def _id(record: Record, source: str) -> str:
    """Return a stable id: the source with its own id, or else with words of the prompt."""
    start = slug(source, "imported")
    if record.number:
        return f"{start}-{_slugged(record.number)}"
    about = slug(record.messages[-1].content, "prompt")
    return f"{start}-{about[:40].rstrip('-')}-{_digest(record)}"


def _digest(record: Record) -> str:
    return hashlib.sha256(record.messages[-1].content.encode()).hexdigest()[:8]


def _slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "case"
