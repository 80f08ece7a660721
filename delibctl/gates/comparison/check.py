"""All gates on two runs, and the verdict that they fold to."""

from collections import defaultdict
from collections.abc import Sequence

from delibctl.compare.runs.paired_case import PairedCase
from delibctl.gates.comparison.confirmed import check_clauses, check_critical
from delibctl.gates.comparison.levels import check_fact, check_rates
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.gates.comparison.tolerance import check_tolerance
from delibctl.gates.verdict import Reason, ReasonKind, Verdict
from delibctl.model import Mode
from delibctl.stats.share import Share
from delibctl.text.count import counted


def check_comparison(
    cases: Sequence[PairedCase],
    limits: ComparisonLimits,
    *,
    coverage: Share | None = None,
    disputed: Share | None = None,
    smallest_drops: bool = True,
) -> tuple[ComparisonGate, ...]:
    """Return the gates of each model, then those of the whole run.

    `coverage` and `disputed` are of the newer run.
    Without `smallest_drops`, those of confirmed drops are left out, which takes a second less.
    """
    gates: list[ComparisonGate] = []
    for model, own in (_by_model(cases) or {"": []}).items():
        if limits.tolerance is not None:
            gates += check_tolerance(model, own, limits.tolerance)
        if (limit := limits.max_regressed_clauses) is not None:
            gates.append(check_clauses(model, own, limits, limit, smallest_drops=smallest_drops))
        if (limit := limits.max_critical_regressions) is not None:
            gates.append(check_critical(model, own, limits, limit, smallest_drops=smallest_drops))
        gates += check_rates(model, own, limits)
    gates += check_fact("min_coverage", coverage, limits.min_coverage, at_least=True)
    gates += check_fact("max_disputed", disputed, limits.max_disputed, at_least=False)
    return tuple(gates)


def comparison_verdict(
    gates: Sequence[ComparisonGate], *, allow_no_verdict: bool = False
) -> Verdict:
    """Return the verdict on two runs: a failed gate is a finding, an undecided one no verdict."""
    return Verdict.fold(
        (_reason(gate) for gate in gates if gate.verdict is not ComparisonVerdict.PASSED),
        allow_no_verdict=allow_no_verdict,
    )


def _reason(gate: ComparisonGate) -> Reason:
    named = ", ".join(filter(None, (gate.name, gate.subject.replace("_", " "))))
    of_model = f" ({gate.model})" if gate.model else ""
    if gate.verdict is ComparisonVerdict.FAILED:
        return Reason.of(
            ReasonKind.GATE_FAILED,
            f"gate {named} failed{of_model}: {gate.why or 'beyond its limit'}",
        )
    text = f"gate {named} is undecided{of_model}: {gate.why}"
    asked = gate.needed_questions
    next = counted(asked, "more question") if asked else ""
    named = named.replace("_", "-")  # as its option is spelled
    return Reason.of(ReasonKind.GATE_UNDECIDED, text, next, about=f"{named}{of_model}")


def _by_model(cases: Sequence[PairedCase]) -> dict[str, list[PairedCase]]:
    """Return the cases by the name of their model, which holds its mode where it has several."""
    modes: dict[str, set[Mode]] = defaultdict(set)
    for case in cases:
        modes[case.model].add(case.mode)
    found: dict[str, list[PairedCase]] = defaultdict(list)
    for case in cases:
        several = len(modes[case.model]) > 1
        found[f"{case.model} ({case.mode})" if several else case.model].append(case)
    return found
