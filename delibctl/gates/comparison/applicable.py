"""Which gates on two runs have anything to check, and the facts of the newer run that two need."""

from collections.abc import Iterable
from dataclasses import replace

from delibctl.gates.comparison.result import ComparisonLimits
from delibctl.model import Policy, Run, Severity, Status
from delibctl.score.coverage import coverage
from delibctl.stats.share import Share


def applicable(limits: ComparisonLimits, policies: Iterable[Policy]) -> ComparisonLimits:
    """Return the limits without the gates that no case can fail.

    A gate that was asked for stays, and says itself that it could not be tested.
    """
    asked = "max_critical_regressions" in limits.asked
    if limits.max_critical_regressions is None or asked or any(map(_has_critical, policies)):
        return limits
    return replace(limits, max_critical_regressions=None)


def covered(run: Run) -> Share:
    """Return the share of clauses that a case of the run expects which counts in gates."""
    return coverage(run.policy, run.cases).covered


def disputed(run: Run) -> Share:
    """Return the share of disputed and quarantined cases among those of the run."""
    hits = sum(case.status is Status.DISPUTED or case.quarantined for case in run.cases)
    return Share(hits=hits, total=len(run.cases))


def _has_critical(policy: Policy) -> bool:
    return any(clause.severity is Severity.CRITICAL for clause in policy.clause_by_id.values())
