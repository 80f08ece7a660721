"""Mapping the labels of records to clauses, and building cases from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from delibctl.cases.importers.answers import (
    ImportedAnswer,
    answer_by_category,
    answer_by_clauses,
)
from delibctl.cases.importers.ids import NOTHING_PRESENT, Present, ids_of, without_repeated
from delibctl.cases.importers.language import language_tag
from delibctl.cases.importers.near_duplicates import alike
from delibctl.cases.importers.origin import shown
from delibctl.cases.importers.record import Record
from delibctl.errors import DelibctlError
from delibctl.model import BUILT_IN_STYLES, Policy, Status, Suggestion
from delibctl.source import violations
from delibctl.source.events import Limits
from delibctl.text.suggest import nearest

#: Returns a suggestion for each prompt.
Suggest = Callable[[Sequence[str]], Sequence[Suggestion]]


@dataclass(frozen=True, kw_only=True)
class Target:
    """A pattern of labels, with the clauses that must all be cited, or with a category.

    A case that is mapped to a category is shown that category. If the source gives its style, the
    clauses of that outcome may be cited; otherwise one clause of the category must be. `nearest`
    lists the clauses that were suggested, and by what, if nobody mapped the prompt.
    """

    pattern: str
    clauses: tuple[str, ...] = ()
    category: str | None = None
    nearest: str = ""


def mapping(text: str, policy: Policy) -> Target:
    """Parse `LABEL=CLAUSE[,CLAUSE]` or `LABEL=CATEGORY`. Raises DelibctlError for unknown ids."""
    pattern, _, targets = text.rpartition("=")
    ids = tuple(id.strip() for id in targets.split(",") if id.strip())
    if not pattern or not ids:
        raise DelibctlError(
            f"--map {text!r}: a label or a clause is missing", next="write --map LABEL=CLAUSE"
        )
    categories = {category.id for category in policy.categories}
    if len(ids) == 1 and ids[0] in categories:
        return Target(pattern=pattern.strip(), category=ids[0])
    for id in ids:
        if id not in policy.clause_by_id:
            names = [*policy.clause_by_id, *categories]
            raise DelibctlError(
                f"--map {text!r}: no clause or category {id!r}", next=nearest(id, names, "clause")
            )
    return Target(pattern=pattern.strip(), clauses=ids)


@dataclass(kw_only=True)
class ImportedCases:
    """The cases as data of a file; `left_over` are other lines, each with the reason.

    `lines` maps the id of a case to its line; `assumed` to its keys with an assumed value, each
    with the reason. `unused` are patterns that match no label. `other_outcome` counts cases whose
    outcome in the source differs from that of their clause; `answers` counts by sentence those for
    which several outcomes can be right, or none that their clauses lead to. `alike` are lines
    whose prompt has nearly the words of an earlier line.
    """

    cases: list[dict[str, Any]] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    assumed: dict[str, Mapping[str, str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    other_outcome: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    alike: list[tuple[int, int]] = field(default_factory=list)


def to_cases(
    records: Iterable[Record],
    policy: Policy,
    mappings: Sequence[Target],
    source: str,
    present: Present = NOTHING_PRESENT,
    suggest: Suggest | None = None,
) -> ImportedCases:
    """Return the cases of all records that are mapped to a clause, and list the other records.

    With `suggest`, records that nothing maps become drafts of the nearest clause. A record that is
    `present` keeps its id. Raises DelibctlError for a style that the policy does not have.
    """
    result = ImportedCases()
    found = [(record, _match(record, policy, mappings)) for record in records]
    if suggest is not None:
        found = list(_with_suggestions(found, suggest))
    for record, target in found:
        if target is None:
            result.left_over.append((record.line, _unmapped(record, suggest)))
    targets = {id(record): target for record, target in found if target is not None}
    matched = [record for record, target in found if target is not None]
    distinct, repeated = without_repeated(matched, lambda record: _expectation(record, targets))
    result.left_over += repeated
    ids = ids_of(distinct, source, present)
    for record in distinct:
        target = targets[id(record)]
        answer = _answer(record, target, policy)
        case = _case(ids[id(record)], record, target, answer, source)
        if reason := answer.problem or _invalid(case):
            result.left_over.append((record.line, reason))
            continue
        result.cases.append(case)
        result.other_outcome += answer.other_outcome
        if answer.note:
            result.answers[answer.note] = result.answers.get(answer.note, 0) + 1
        result.lines[case["id"]] = record.line
        if record.assumed:
            result.assumed[case["id"]] = record.assumed
    used = {id(target) for target in targets.values()}
    result.unused = [target.pattern for target in mappings if id(target) not in used]
    result.alike = alike([(record.line, record.messages) for record in distinct])
    return result


def _with_suggestions(
    found: Sequence[tuple[Record, Target | None]], suggest: Suggest
) -> Iterator[tuple[Record, Target | None]]:
    """Yield each record with its target, and unmapped ones as drafts of the nearest clause."""
    unmapped = [record for record, target in found if target is None]
    suggested = suggest([record.prompt for record in unmapped])
    nearest = {id(record): near for record, near in zip(unmapped, suggested, strict=True)}
    for record, target in found:
        near = nearest.get(id(record))
        if near is None or not near.clauses:
            yield record, target
            continue
        assumed = {**record.assumed, "clauses": f"the nearest by {near.by}"}
        yield (
            replace(record, status=Status.DRAFT, assumed=assumed),
            Target(pattern="", clauses=near.clauses[:1], nearest=str(near)),
        )


def _unmapped(record: Record, suggest: Suggest | None) -> str:
    if suggest is not None:
        return "no clause is near: it shares no word with one"
    if record.label:
        return f"label {record.label!r} is not mapped: add --map {record.label}=CLAUSE"
    return "no label"


def _expectation(record: Record, targets: Mapping[int, Target]) -> tuple[Any, ...]:
    target = targets[id(record)]
    return target.clauses, target.category, record.style, record.kind, record.lang


def _invalid(case: dict[str, Any]) -> str | None:
    """Return the reason why a case file may not hold a case; None if it may."""
    if language_tag(case.get("lang", "en")) is None:
        return f"{case['lang']!r} is not a language tag such as en or pt-BR: add --set lang=TAG"
    for violation in violations({"schema_version": 1, "cases": [case]}, "cases"):
        return f"{violation.message}: {violation.next}"
    longest = max((len(text) for text in _texts(case)), default=0)
    if longest > Limits().scalar:
        return f"a text is over {Limits().scalar:,} characters long"
    return None


def _texts(case: dict[str, Any]) -> list[str]:
    messages = [message["content"] for message in case.get("messages", ())]
    return [case.get("prompt", ""), *messages, *map(str, case["origin"].values())]


def _match(record: Record, policy: Policy, mappings: Sequence[Target]) -> Target | None:
    """Return the first mapping that matches; a label that is an id of the policy needs none."""
    for mapping in mappings:
        if fnmatchcase(record.label, mapping.pattern):
            return mapping
    if record.label in policy.clause_by_id:
        return Target(pattern=record.label, clauses=(record.label,))
    if any(category.id == record.label for category in policy.categories):
        return Target(pattern=record.label, category=record.label)
    return None


def _answer(record: Record, target: Target, policy: Policy) -> ImportedAnswer:
    """Return the expected answer. Raises DelibctlError for a style that the policy lacks."""
    style = record.style
    if style is not None and policy.outcome(style) is None:
        raise DelibctlError(
            f"line {record.line}: unknown style {style!r}",
            next=f"--style {style}=STYLE; " + nearest(style, _styles(policy), "style"),
        )
    if target.category:
        return answer_by_category(target.category, style, policy)
    return answer_by_clauses(target.clauses, style, policy)


def _case(
    id: str, record: Record, mapping: Target, answer: ImportedAnswer, source: str
) -> dict[str, Any]:
    case: dict[str, Any] = {"id": id, "kind": str(record.kind)}
    if len(record.messages) == 1:
        case["prompt"] = record.messages[0].content
    else:
        case["messages"] = [{"role": m.role, "content": m.content} for m in record.messages]
    case |= answer.keys
    if record.lang != "en":
        case["lang"] = record.lang
    if record.status is not None:
        case["status"] = str(record.status)
    if record.sensitive is not None:
        case["sensitive"] = record.sensitive
    origin = {
        "source": source,
        "label": record.label,
        "number": record.number,
        "nearest": mapping.nearest,
    }
    filled = {name: shown(value) for name, value in origin.items() if value}
    return {**case, "origin": filled}


def _styles(policy: Policy) -> list[str]:
    return [*BUILT_IN_STYLES, *policy.styles]
