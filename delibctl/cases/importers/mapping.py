"""Records as cases of a policy: which clauses each label stands for, and what stays out."""

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
    """A pattern of labels, and the clauses that are all expected, or a category.

    Where the source gives the style, a category is shown and its clauses of that outcome may be
    cited; else one of its clauses has to be.
    """

    pattern: str
    clauses: tuple[str, ...] = ()
    category: str | None = None


def mapping(text: str, policy: Policy) -> Mapping:
    """`LABEL=CLAUSE[,CLAUSE]` or `LABEL=CATEGORY`. Raises DelibctlError for what is not there."""
    pattern, _, named = text.rpartition("=")
    ids = tuple(id.strip() for id in named.split(",") if id.strip())
    if not pattern or not ids:
        raise DelibctlError(
            f"--map {text!r}: no label and clause", next="write it as --map LABEL=CLAUSE"
        )
    categories = {category.id for category in policy.categories}
    if len(ids) == 1 and ids[0] in categories:
        return Mapping(pattern=pattern.strip(), category=ids[0])
    for id in ids:
        if id not in policy.clause_by_id:
            known = [*policy.clause_by_id, *categories]
            raise DelibctlError(f"--map {text!r}: no {id!r}", next=nearest(id, known, "clause"))
    return Mapping(pattern=pattern.strip(), clauses=ids)


@dataclass(kw_only=True)
class ImportedCases:
    """The cases as they stand in a file; `left_over` are lines with why they stay out.

    `unused`: patterns that fit no label. `other_outcome`: cases that the source would have answered
    otherwise than the clause that they were tied to.
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
    """The cases of all records that are tied to a clause; the rest is listed.

    Raises DelibctlError for a style that the policy does not have.
    """
    made, seen, fitting = ImportedCases(), dict[str, Record](), list[Mapping]()
    for record in records:
        found = _tied(record, policy, mappings)
        fitting += [found] if found else []
        if found is None:
            label = f"{record.label!r} is tied to no clause: --map {record.label}=CLAUSE"
            made.left_over.append((record.line, label if record.label else "it has no label"))
            continue
        case_id = _id(record, source)
        if case_id in seen and seen[case_id].messages == record.messages:
            made.left_over.append((record.line, f"the same as line {seen[case_id].line}"))
            continue
        if case_id in seen:
            case_id = f"{case_id}-{_digest(record)}"
        seen[case_id] = record
        made.cases.append(_case(case_id, record, found, policy, source, made))
    used = {id(found) for found in fitting}
    made.unused = [mapping.pattern for mapping in mappings if id(mapping) not in used]
    return made


def _tied(record: Record, policy: Policy, mappings: Sequence[Mapping]) -> Mapping | None:
    """The first mapping that fits; a label that is an id of the policy needs none."""
    for mapping in mappings:
        if fnmatchcase(record.label, mapping.pattern):
            return mapping
    if record.label in policy.clause_by_id:
        return Mapping(pattern=record.label, clauses=(record.label,))
    if any(category.id == record.label for category in policy.categories):
        return Mapping(pattern=record.label, category=record.label)
    return None


def _case(
    id: str, record: Record, tied: Mapping, policy: Policy, source: str, made: ImportedCases
) -> dict[str, Any]:
    case: dict[str, Any] = {"id": id, "kind": str(record.kind)}
    if len(record.messages) == 1:
        case["prompt"] = record.messages[0].content
    else:
        case["messages"] = [{"role": m.role, "content": m.content} for m in record.messages]
    style = record.style
    if style is not None and policy.outcome(style) is None:
        raise DelibctlError(
            f"line {record.line}: no style {style!r}",
            next=f"--style {style}=STYLE; " + nearest(style, _styles(policy), "style"),
        )
    if tied.category:
        case |= _of_category(tied.category, style, policy)
    else:
        case["clauses"] = list(tied.clauses)
        own = policy.clause_by_id[tied.clauses[0]].style
        if style and policy.outcome(style) is not policy.outcome(own):
            case["style"] = style
            made.other_outcome += 1
    if record.lang != "en":
        case["lang"] = record.lang
    origin = {"source": source, "label": record.label, "number": record.number}
    return {**case, "origin": {name: value for name, value in origin.items() if value}}


def _of_category(category: str, style: str | None, policy: Policy) -> dict[str, Any]:
    clauses = next(one for one in policy.categories if one.id == category).clauses
    if style is None:
        return {"category": [category], "either": [clause.id for clause in clauses]}
    outcome = policy.outcome(style)
    alike = [clause.id for clause in clauses if policy.outcome(clause.style) is outcome]
    return {"category": [category], **({"also": alike} if alike else {}), "style": style}


def _styles(policy: Policy) -> list[str]:
    return [*BUILT_IN_STYLES, *policy.styles]


def _id(record: Record, source: str) -> str:
    """The source and its own id, or else what the prompt is about: the same each time."""
    start = slug(source, "imported")
    if record.number:
        return f"{start}-{_slugged(record.number)}"
    about = slug(record.messages[-1].content, "prompt")
    return f"{start}-{about[:40].rstrip('-')}-{_digest(record)}"


def _digest(record: Record) -> str:
    return hashlib.sha256(record.messages[-1].content.encode()).hexdigest()[:8]


def _slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "case"
