"""The gates on confirmed drops: of whole clauses, and of single cases of critical clauses.

A case is suspicious when its rate fell by half or more. The answers that raised the suspicion do
not count any more: fresh ones of both sides are tested, so that many cases raise no false alarm.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.stats.paired import holm
from delibctl.stats.power import beta_of, smallest_confirmed_drop
from delibctl.stats.share import Share
from delibctl.stats.stratified import Stratum, smallest_p, stratified_drop
from delibctl.text.count import counted

_LEVEL = 0.05
_CRITICAL_REPEATS = 3
_NOTHING = Share(hits=0, total=0)


def suspicious(case: PairedCase) -> bool:
    """Return whether the rate of a case fell by half or more."""
    before, after = _right(case.before), _right(case.after)
    fell = 2 * after.hits * before.total <= before.hits * after.total
    return case.affected and before.hits > 0 and after.total > 0 and fell


def repeats_to_confirm(tests: int, repeats: int) -> int:
    """Return how often to ask a suspicious case anew on each side.

    At least as often as said, and so often that one case alone can pass Holm's first threshold.
    """
    while smallest_p(repeats, repeats) > _LEVEL / max(1, tests):
        repeats += 1
    return repeats


def strata_of(cases: Sequence[PairedCase]) -> list[Stratum]:
    """Return the fresh answers of the cases, as far as there are some on both sides."""
    pairs = [(_right(case.fresh_before), _right(case.fresh_after)) for case in cases]
    return [Stratum(b.hits, b.total, a.hits, a.total) for b, a in pairs if b.total and a.total]


@dataclass(frozen=True, kw_only=True)
class Suspicions:
    """The suspicious cases in groups: what of them is confirmed, unstable, or still open."""

    confirmed: Mapping[str, Sequence[PairedCase]]
    unstable: Mapping[str, Sequence[PairedCase]]
    open: Mapping[str, Sequence[PairedCase]]
    needed: int
    repeats: int


def settle(groups: Mapping[str, Sequence[PairedCase]], repeats: int) -> Suspicions:
    """Test the fresh answers of each group, with Holm's correction over all groups."""
    wanted = repeats_to_confirm(len(groups), repeats)
    missing = {
        name: sum(
            max(0, wanted - _right(rates).total)
            for case in cases
            for rates in (case.fresh_before, case.fresh_after)
        )
        for name, cases in groups.items()
    }
    p_values = [
        1.0 if missing[name] else stratified_drop(strata_of(cases))
        for name, cases in groups.items()
    ]
    found = dict(zip(groups, holm(p_values), strict=True))
    return Suspicions(
        confirmed={n: c for n, c in groups.items() if found[n] <= _LEVEL},
        unstable={n: c for n, c in groups.items() if found[n] > _LEVEL and not missing[n]},
        open={n: c for n, c in groups.items() if missing[n]},
        needed=sum(missing.values()),
        repeats=wanted,
    )


def check_clauses(
    model: str,
    cases: Sequence[PairedCase],
    limits: ComparisonLimits,
    limit: int,
    *,
    smallest_drops: bool,
) -> ComparisonGate:
    """Return the gate on clauses whose drop is confirmed."""
    groups: dict[str, list[PairedCase]] = defaultdict(list)
    for case in filter(suspicious, cases):
        groups[case.clause].append(case)
    asked = [case for case in cases if case.affected and _asked(case)]
    sizes = Counter(case.clause for case in asked)
    size = round(median(sizes.values())) if sizes else 0
    return _gate(
        ("max_regressed_clauses", "clause", model, limit),
        settle(groups, limits.repeats),
        asked,
        len(groups),
        size,
        short=0,
        nothing="no touched case was right before and asked again",
        smallest_drops=smallest_drops,
    )


def check_critical(
    model: str,
    cases: Sequence[PairedCase],
    limits: ComparisonLimits,
    limit: int,
    *,
    smallest_drops: bool,
) -> ComparisonGate:
    """Return the gate on cases of critical clauses, each confirmed for itself."""
    critical = [case for case in cases if case.critical and case.affected]
    short = sum(
        max(0, _CRITICAL_REPEATS - _right(rates).total)
        for case in critical
        for rates in (case.before, case.after)
    )
    groups = {case.case: [case] for case in critical if suspicious(case)}
    return _gate(
        ("max_critical_regressions", "critical case", model, limit),
        settle(groups, limits.repeats),
        [case for case in critical if _asked(case)],
        len(groups),
        1,
        short=short,
        nothing="no touched case of a critical clause was right before and asked again"
        if any(case.critical for case in cases)
        else "no compared case is of a critical clause",
        smallest_drops=smallest_drops,
    )


def _gate(
    named: tuple[str, str, str, int],
    found: Suspicions,
    asked: Sequence[PairedCase],
    tests: int,
    size: int,
    *,
    short: int,
    nothing: str,
    smallest_drops: bool,
) -> ComparisonGate:
    name, noun, model, limit = named
    confirmed, open_ = len(found.confirmed), len(found.open)
    verdict, why, telling = ComparisonVerdict.PASSED, "", found.unstable
    needed: int | None = None
    can_fall = any(_right(case.before).hits for case in asked)
    if not can_fall and not short:
        verdict = ComparisonVerdict.UNDECIDED
        why = f"could not be tested: {nothing}"
    elif confirmed > limit:
        verdict, telling = ComparisonVerdict.FAILED, found.confirmed
        why = f"{counted(confirmed, noun)} with a confirmed drop"
    elif short or confirmed + open_ > limit:
        verdict, telling, needed = ComparisonVerdict.UNDECIDED, found.open, found.needed + short
        why = (
            f"{counted(open_, noun)} with a suspected drop that fresh repeats would confirm or not"
        )
        if short:
            why = f"critical cases are asked at least {_CRITICAL_REPEATS} times on both sides"
    drops = {} if verdict is ComparisonVerdict.PASSED else telling
    return ComparisonGate(
        name=name,
        model=model,
        estimate=confirmed,
        interval=(confirmed, confirmed + open_),
        limit=limit,
        verdict=verdict,
        why=why,
        smallest_drop=_smallest(asked, found, tests, size) if smallest_drops and can_fall else None,
        cases=_ids(drops),
        unstable=_ids(found.unstable),
        clauses=tuple(dict.fromkeys(c.clause for cases in drops.values() for c in cases)),
        needed_questions=needed,
    )


def _smallest(
    asked: Sequence[PairedCase], found: Suspicions, tests: int, size: int
) -> float | None:
    rates = [_right(case.before) for case in asked]
    return smallest_confirmed_drop(
        beta_of([(rate.hits, rate.total) for rate in rates]),
        cases=size,
        repeats=max(1, round(median(rate.total for rate in rates))),
        fresh=found.repeats,
        level=_LEVEL / max(1, tests),
    )


def _ids(groups: Mapping[str, Sequence[PairedCase]]) -> tuple[str, ...]:
    return tuple(case.case for cases in groups.values() for case in cases)


def _asked(case: PairedCase) -> bool:
    return bool(_right(case.before).total and _right(case.after).total)


def _right(rates: Rates) -> Share:
    return rates.get(Figure.RIGHT, _NOTHING)
