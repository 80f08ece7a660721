"""The change of each case, with both sides as a reader sees them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from delibctl.compare.runs.change import CaseChange, CaseSide, ChangeKind
from delibctl.compare.runs.expectations import Correspondence
from delibctl.compare.runs.paired_case import PairedCase
from delibctl.compare.runs.pairing import Pairing, missed, right, right_of
from delibctl.compare.runs.rates import as_rates
from delibctl.compare.runs.rows import Row, total
from delibctl.model import Case, Mode, Policy, TrialKey

_Choose = Callable[[Iterable[Row]], list[Row]]
#: Which answer tells a change: one that is right, or one that missed.
_TELLING: dict[ChangeKind, tuple[_Choose, _Choose]] = {
    ChangeKind.REGRESSED: (right, missed),
    ChangeKind.IMPROVED: (missed, right),
    ChangeKind.CHANGED: (missed, missed),
    ChangeKind.FOLLOWED: (right, right),
    ChangeKind.LAGGED: (right, missed),
}


def change_of(pairing: Pairing, alias: str, mode: Mode) -> CaseChange:
    """Return what became of a case that was asked in both runs."""
    untouched = pairing.untouched
    obstacle = None if untouched else pairing.obstacle
    kind = ChangeKind.SAME if untouched else ChangeKind.INCOMPARABLE
    if not untouched and obstacle is None:
        kind = pairing.kind
    policies, after = pairing.terms.policies, pairing.case_after
    relabelled = obstacle is None and pairing.relabelled
    told_apart = obstacle is not None or pairing.set_aside or pairing.expects_otherwise
    # A case that broke in both of two equal runs is no change, and there is nothing to count.
    nothing = not right_of(pairing.before).total or not right_of(pairing.after).total
    telling = _TELLING.get(kind, (None, None))
    texts = policies.texts(primary_of(after))
    return CaseChange(
        case=after.id,
        model=alias,
        mode=mode,
        kind=kind,
        reason=obstacle,
        clause=primary_of(after),
        before=replace(
            side_of(pairing.case_before, pairing.before, policies.before, alias, mode, telling[0]),
            text=texts[0],
        ),
        after=replace(
            side_of(after, pairing.after, policies.after, alias, mode, telling[1]), text=texts[1]
        ),
        paired=None
        if told_apart or nothing
        else _paired(pairing, alias, mode, affected=not untouched),
        sensitive=pairing.case_before.sensitive or after.sensitive,
        relabelled=relabelled,
        set_aside=pairing.set_aside,
        critical=_is_critical(pairing),
    )


def one_sided(
    case: Case,
    rows: Sequence[Row],
    policies: Correspondence,
    key: tuple[str, Mode],
    kind: ChangeKind,
) -> CaseChange:
    """Return the change of a case that only one of the runs has."""
    gone = kind is ChangeKind.VANISHED
    clause = policies.now(primary_of(case)) if gone else primary_of(case)
    side = side_of(case, rows, policies.before if gone else policies.after, *key, None)
    side = replace(side, text=policies.texts(clause)[0 if gone else 1])
    return CaseChange(
        case=case.id,
        model=key[0],
        mode=key[1],
        kind=kind,
        clause=clause,
        before=side if gone else None,
        after=None if gone else side,
        sensitive=case.sensitive,
        set_aside=rows[0].set_aside if rows else "",
        critical=any(row.critical for row in rows),
    )


def side_of(
    case: Case,
    rows: Sequence[Row],
    policy: Policy,
    alias: str,
    mode: Mode,
    telling: _Choose | None,
) -> CaseSide:
    """Return one side of a case, without the text of a clause, and with an answer that tells it."""
    answered = [row for row in rows if row.scored]
    row = next(iter((telling(rows) if telling else []) or answered), None)
    expected = case.expected
    outcomes = expected.outcomes or tuple(filter(None, (policy.outcome(expected.style),)))
    return CaseSide(
        clauses=(*expected.clauses, *expected.either),
        outcomes=outcomes,
        style=expected.style,
        cited=row.cited if row else (),
        outcome=row.outcome if row else None,
        declared=row.declared if row else None,
        right=right_of(rows),
        trial=TrialKey(case=case.id, model=alias, mode=mode, repeat=row.repeat) if row else None,
    )


def primary_of(case: Case) -> str:
    """Return the primary clause, else the first of those of which one is expected, else ""."""
    return next(iter((*case.expected.clauses, *case.expected.either)), "")


def _paired(pairing: Pairing, alias: str, mode: Mode, *, affected: bool) -> PairedCase:
    return PairedCase(
        case=pairing.case_after.id,
        model=alias,
        mode=mode,
        clause=primary_of(pairing.case_after),
        affected=affected,
        critical=_is_critical(pairing),
        before=as_rates(total(pairing.before)),
        after=as_rates(total(pairing.after)),
    )


def _is_critical(pairing: Pairing) -> bool:
    return any(row.critical for row in (*pairing.before, *pairing.after))
