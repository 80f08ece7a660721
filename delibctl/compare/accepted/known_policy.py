"""The policy as accepted rows know it: the present one, but for what they saw otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from delibctl.compare.accepted.row import AcceptedRow, policy_hash
from delibctl.compare.policies.change import NOWHERE
from delibctl.compare.policies.contents import clause_hashes
from delibctl.model import Category, Clause, Policy, Severity, Style


def knows(rows: Iterable[AcceptedRow], policy: Policy) -> bool:
    """Return True if a policy is in all its parts the one that each row was accepted with."""
    digest = policy_hash(policy)
    return all(row.policy == digest for row in rows)


def known_policy(rows: Iterable[AcceptedRow], present: Policy) -> Policy:
    """Return the policy that rows were accepted with, as far as they know it.

    Rows hold no text: a clause that has changed since has none here, one that is gone is there
    without text, and all else is as it is now. Ids are the present ones.
    """
    all_rows = tuple(rows)
    changed = {present_id(id, present) for id in _changed(all_rows, present)}
    critical = set(_critical(all_rows, present))
    gone = _gone(all_rows, present)
    categories = [
        replace(
            category,
            clauses=(
                *_with_severity(_without_texts(category.clauses, changed), critical),
                *gone.pop(category.id, {}).values(),
            ),
        )
        for category in present.categories
    ]
    categories += (
        Category(id=id, title=id, summary="", clauses=tuple(clauses.values()))
        for id, clauses in gone.items()
    )
    styles = {**present.styles, **_styles(all_rows, present)}
    return replace(present, categories=tuple(categories), styles=styles)


def present_id(id: str, policy: Policy) -> str:
    """Return the present id of a clause."""
    return id if id in policy.clause_by_id else policy.former_ids.get(id, id)


def _changed(rows: Iterable[AcceptedRow], present: Policy) -> Iterator[str]:
    """Yield the ids of clauses whose content is another one now."""
    hashes = clause_hashes(present)
    for row in rows:
        for id, digest in (*row.expected.clauses.items(), *row.expected.either.items()):
            if hashes.get(id) != digest:
                yield id


def _without_texts(clauses: Iterable[Clause], changed: set[str]) -> Iterator[Clause]:
    return (replace(clause, text="") if clause.id in changed else clause for clause in clauses)


def _critical(rows: Iterable[AcceptedRow], present: Policy) -> Iterator[str]:
    """Yield a clause of each critical row none of whose clauses is critical now."""
    for row in rows:
        ids = [present_id(id, present) for id in (*row.expected.clauses, *row.expected.either)]
        there = [present.clause_by_id[id] for id in ids if id in present.clause_by_id]
        if row.critical and all(clause.severity is not Severity.CRITICAL for clause in there):
            yield from ids[:1]


def _with_severity(clauses: Iterable[Clause], critical: set[str]) -> Iterator[Clause]:
    for clause in clauses:
        is_critical = clause.id in critical
        yield replace(clause, severity=Severity.CRITICAL) if is_critical else clause


def _gone(rows: Iterable[AcceptedRow], present: Policy) -> dict[str, dict[str, Clause]]:
    """Return the clauses that no longer exist by their category, with each category that is gone.

    The category is the first one of a case that names the clause.
    """
    there = {category.id for category in present.categories}
    gone: dict[str, dict[str, Clause]] = {}
    for row in rows:
        for category in row.categories:
            if category not in there:
                gone.setdefault(category, {})
        expected = row.expected
        for id in (*expected.clauses, *expected.either, *expected.also):
            if present_id(id, present) not in present.clause_by_id:
                gone.setdefault(row.categories[0], {})[id] = Clause(
                    id=id,
                    title=id,
                    style=expected.style,
                    text="",
                    place=NOWHERE,
                    severity=Severity.CRITICAL if row.critical else None,
                )
    return gone


def _styles(rows: Iterable[AcceptedRow], present: Policy) -> Mapping[str, Style]:
    """Return the styles that are gone, or lead to another outcome now."""
    styles: dict[str, Style] = {}
    for row in rows:
        expected = row.expected
        style = present.style(expected.style)
        if style is None:
            style = Style(name=expected.style, outcome=expected.outcome, guide="")
            styles[style.name] = style
        elif style.outcome is not expected.outcome:
            styles[style.name] = replace(style, outcome=expected.outcome)
    return styles
