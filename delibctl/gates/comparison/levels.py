"""Gates on request: rates of the newer run that may not cross a limit, and two shares of facts."""

from collections.abc import Sequence

from delibctl.compare.runs.paired_case import Figure, PairedCase
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.stats.clustered import clustered_mean
from delibctl.stats.share import Share, wilson

_CLUSTERS = 10


def check_rates(
    model: str, cases: Sequence[PairedCase], limits: ComparisonLimits
) -> list[ComparisonGate]:
    """Return the gates on rates of the newer run that are asked for."""
    asked = (
        ("min_citation_recall", Figure.CITATION_RECALL, limits.min_citation_recall, True),
        ("max_over_refusal", Figure.OVER_REFUSAL, limits.max_over_refusal, False),
        ("max_under_refusal", Figure.UNDER_REFUSAL, limits.max_under_refusal, False),
    )
    return [
        _rate_gate(model, name, _sides(cases, figure), limit, at_least)
        for name, figure, limit, at_least in asked
        if limit is not None
    ]


def check_fact(
    name: str, share: Share | None, limit: float | None, *, at_least: bool
) -> list[ComparisonGate]:
    """Return the gate on a share that was counted out, so that it has no interval."""
    if limit is None:
        return []
    value = share.value if share else None
    if value is None:
        verdict = ComparisonVerdict.UNDECIDED
    elif value >= limit if at_least else value <= limit:
        verdict = ComparisonVerdict.PASSED
    else:
        verdict = ComparisonVerdict.FAILED
    return [
        ComparisonGate(
            name=name,
            model="",
            estimate=value,
            limit=limit,
            verdict=verdict,
            why="could not be tested: there is nothing to count" if value is None else "",
        )
    ]


def _sides(cases: Sequence[PairedCase], figure: Figure) -> list[tuple[str, Share]]:
    shares = [(case.clause or case.case, case.after.get(figure)) for case in cases]
    return [(clause, share) for clause, share in shares if share and share.total]


def _rate_gate(
    model: str, name: str, sides: list[tuple[str, Share]], limit: float, at_least: bool
) -> ComparisonGate:
    if not sides:
        return ComparisonGate(
            name=name,
            model=model,
            limit=limit,
            verdict=ComparisonVerdict.UNDECIDED,
            why="could not be tested: no case of the newer run has this figure",
        )
    rate, (low, high) = _interval(sides)
    within, beyond = (low >= limit, high < limit) if at_least else (high <= limit, low > limit)
    verdict = ComparisonVerdict.UNDECIDED
    if within:
        verdict = ComparisonVerdict.PASSED
    elif beyond:
        verdict = ComparisonVerdict.FAILED
    return ComparisonGate(
        name=name,
        model=model,
        estimate=rate,
        interval=(low, high),
        limit=limit,
        verdict=verdict,
        why="the limit is within the interval; more cases or repeats would decide it"
        if verdict is ComparisonVerdict.UNDECIDED
        else "",
    )


def _interval(sides: list[tuple[str, Share]]) -> tuple[float, tuple[float, float]]:
    """Return the mean rate and Wilson's interval for as many independent cases as vary so."""
    clauses = [clause for clause, _ in sides]
    clusters = clauses if len(set(clauses)) >= _CLUSTERS else list(map(str, range(len(sides))))
    rates = [share.hits / share.total for _, share in sides]
    rate = sum(rates) / len(rates)
    mean = clustered_mean(rates, clusters)
    effective = float(len(rates))
    if mean and mean.error:
        most = sum(share.total for _, share in sides)
        effective = min(most, rate * (1 - rate) / mean.error**2)
    return rate, wilson(rate, effective, 0.90)
