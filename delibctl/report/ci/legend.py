"""What the gates on answers look at, for a reader who sees them for the first time."""

from collections.abc import Iterator

from delibctl.gates.comparison import ComparisonGate
from delibctl.report.ci.result import PolicyVerdict

#: What is said of a gate, or of what it looks at, by its name.
_MEANINGS = {
    "tolerance": "tolerance is how much worse the affected cases are answered than before, with "
    "the range that chance leaves open in brackets",
    "under_refusal": "under refusal: answered although it should be refused",
    "over_refusal": "over refusal: refused although it should be answered",
    "citation_recall": "citation recall: the clause that decides is named",
    "max_regressed_clauses": "max-regressed-clauses counts clauses whose cases are answered worse "
    "by more than chance",
    "max_critical_regressions": "max-critical-regressions counts cases of critical clauses that "
    "are answered worse",
    "min_coverage": "min-coverage is the share of clauses that have a case",
    "max_disputed": "max-disputed is the share of cases whose expectation is disputed",
}


def legend(policy: PolicyVerdict) -> str:
    """Return what the gates of a policy mean; "" if none counts."""
    measured = policy.measured
    if measured is None or (policy.drift and policy.drift.changed):
        return ""
    gates = [gate for of_model in measured.gates.values() for gate in of_model]
    names = {name for gate in gates for name in _names(gate)}
    told = [meaning for name, meaning in _MEANINGS.items() if name in names]
    return f"How to read the gates: {'; '.join(told)}." if told else ""


def _names(gate: ComparisonGate) -> Iterator[str]:
    yield gate.name
    if gate.subject:
        yield gate.subject
