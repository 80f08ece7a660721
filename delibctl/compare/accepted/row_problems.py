"""What is wrong with accepted rows that somebody edited: each problem names a field."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from delibctl.compare.accepted.row import AcceptedExpectation, AcceptedRow
from delibctl.model import Outcome, Policy

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)
_CASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{16}", re.ASCII)
_RIGHT = re.compile(r"\d{1,6}/[1-9]\d{0,5}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: Outcomes that a case can expect; the others are only observed.
_EXPECTED = (Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE)
#: More repeats of one case are no run.
_MOST = 10_000
#: Characters of a value that is named.
_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """A field of a row, such as `expected.style`, and what is wrong with it."""

    field: str
    reason: str


def problems_alone(row: AcceptedRow) -> Iterator[RowProblem]:
    """Yield what is wrong with a row whatever its policy."""
    yield from _ids("case", [row.case], _CASE)
    if not row.categories:
        yield RowProblem(field="categories", reason="the row has none")
    yield from _ids("categories", row.categories, _ID)
    expected = row.expected
    for name, ids in _clauses(expected):
        yield from _ids(name, ids, _ID)
    for name, id, digest in _hashes(expected):
        yield from _hash(f"{name}.{id}", digest)
    yield from _outcomes("expected.outcome", [expected.outcome])
    yield from _outcomes("expected.outcomes", expected.outcomes)
    yield from _hash("prompt", row.prompt)
    yield from _hash("policy", row.policy)
    for name, digest in (("shown", row.shown), ("answered", row.answered)):
        if digest:
            yield from _hash(name, digest)
    for field, value in (
        ("expected.style", expected.style),
        ("model.alias", row.model.alias),
        ("lang", row.lang),
        ("delibctl", row.delibctl),
    ):
        if not value.strip():
            yield RowProblem(field=field, reason="it is empty")
    if row.template < 1:
        yield RowProblem(field="template", reason=f"there is no template {row.template}")
    if not _is_date(row.date):
        yield RowProblem(field="date", reason=f"{_shown(row.date)} is not a date (YYYY-MM-DD)")
    yield from _counts(row)


def _counts(row: AcceptedRow) -> Iterator[RowProblem]:
    if not row.answers:
        yield RowProblem(field="answers", reason="the row has none")
        return
    for number, answer in enumerate(row.answers):
        if not 1 <= answer.times <= _MOST:
            yield RowProblem(
                field=f"answers[{number}].times", reason=f"no run has {answer.times} repeats"
            )
            return
    answered = sum(answer.times for answer in row.answers if not answer.broken)
    if not _RIGHT.fullmatch(row.right):
        reason = f"{_shown(row.right)} is not a number of right repeats of all, such as 2/3"
        yield RowProblem(field="right", reason=reason)
        return
    hits, total = map(int, row.right.split("/"))
    if total != answered or hits > total:
        yield RowProblem(
            field="right", reason=f"it says {row.right}, and the row has {answered} answers"
        )


def problems_with_policy(
    row: AcceptedRow, policy: Policy, hashes: Mapping[str, str]
) -> Iterator[RowProblem]:
    """Yield what the policy that a row was accepted with does not have.

    `hashes`: those of its clauses, as `clause_hashes` returns them.
    """
    categories = {category.id for category in policy.categories}
    for id in row.categories:
        if id not in categories:
            yield RowProblem(field="categories", reason=f"the policy has no category {_shown(id)}")
    expected = row.expected
    outcome = policy.outcome(expected.style)
    if outcome is None:
        yield RowProblem(
            field="expected.style", reason=f"the policy has no style {_shown(expected.style)}"
        )
    elif outcome is not expected.outcome:
        yield RowProblem(
            field="expected.outcome", reason=f"the style {expected.style} leads to {outcome}"
        )
    for name, ids in _clauses(expected):
        for id in ids:
            if id not in hashes:
                yield RowProblem(field=name, reason=f"the policy has no clause {_shown(id)}")
    for name, id, digest in _hashes(expected):
        if hashes.get(id, digest) != digest:
            reason = "it is not the hash of this clause in the policy of the row"
            yield RowProblem(field=f"{name}.{id}", reason=reason)


def _clauses(expected: AcceptedExpectation) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield each field of clause ids."""
    for name in ("clauses", "either", "also"):
        yield f"expected.{name}", getattr(expected, name)


def _hashes(expected: AcceptedExpectation) -> Iterator[tuple[str, str, str]]:
    """Yield the field, the id and the hash of each clause that is expected."""
    for name in ("clauses", "either"):
        for id, digest in getattr(expected, name).items():
            yield f"expected.{name}", id, digest


def _ids(field: str, ids: Iterable[str], pattern: re.Pattern[str]) -> Iterator[RowProblem]:
    for id in ids:
        if not pattern.fullmatch(id):
            yield RowProblem(field=field, reason=f"{_shown(id)} is not an id")


def _outcomes(field: str, outcomes: Iterable[Outcome]) -> Iterator[RowProblem]:
    for outcome in outcomes:
        if outcome not in _EXPECTED:
            yield RowProblem(field=field, reason=f"no case expects {outcome}")


def _hash(field: str, digest: str) -> Iterator[RowProblem]:
    if not _HASH.fullmatch(digest):
        yield RowProblem(field=field, reason=f"{_shown(digest)} is not a hash of 16 digits")


def _is_date(text: str) -> bool:
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
