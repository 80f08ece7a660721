"""The gates on two runs in words."""

from collections.abc import Iterator

from delibctl.gates.comparison import ComparisonGate
from delibctl.report.comparison.view import ComparisonView
from delibctl.report.run.figures import bounds, percent_of
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

#: Gates whose estimate, limit and smallest drop are numbers, not shares.
_NUMBERS = ("max_regressed_clauses", "max_critical_regressions")
#: Cases that the line of a gate names; JSON names all.
_CASES = 3


def name(gate: ComparisonGate) -> str:
    """Return the name of a gate, as its option is spelled, and its subject."""
    option = gate.name.replace("_", "-")
    return f"{option} {one_line(gate.subject)}" if gate.subject else option


def verdict(gate: ComparisonGate) -> str:
    """Return the verdict; a failure is in capitals."""
    return "FAILED" if gate.verdict == "failed" else str(gate.verdict)


def estimate(gate: ComparisonGate) -> str:
    """Return the estimate with its interval, or that nothing was measured."""
    if gate.estimate is None:
        return "nothing measured"
    shown = _value(gate, gate.estimate)
    return f"{shown} ({bounds(gate.interval)})" if gate.interval else shown


def limit(gate: ComparisonGate) -> str:
    """Return the limit, such as "at most 10.0 %"."""
    return f"at {'least' if gate.name.startswith('min') else 'most'} {_value(gate, gate.limit)}"


def smallest(gate: ComparisonGate) -> str:
    """Return the smallest drop that the gate could have shown; "" if it has none."""
    if gate.smallest_drop is None:
        return ""
    return percent_of(gate.smallest_drop)


def _value(gate: ComparisonGate, value: float) -> str:
    return f"{value:g}" if gate.name in _NUMBERS else percent_of(value)


def cases(gate: ComparisonGate) -> str:
    """Return the first cases that a gate names."""
    return listed(gate.cases, _CASES) if gate.cases else ""


def line(gate: ComparisonGate, view: ComparisonView, model: str = "") -> str:
    """Return a gate on one line: verdict, estimate, limit, why, smallest drop, and what decides."""
    of = f" ({one_line(model)})" if model else ""
    parts = [f"{verdict(gate)}: {estimate(gate)}, {limit(gate)}"]
    parts += [gate.why] if gate.why else []
    parts += [f"smallest drop it could have shown: {smallest(gate)}"] if smallest(gate) else []
    if gate.verdict == "undecided" and gate.needed_questions:
        parts.append(f"{questions(gate.needed_questions)} would decide: {view.decide}")
    return f"gate {name(gate)}{of} {'; '.join(parts)}"


def questions(number: int) -> str:
    """Return how many more questions are needed."""
    return counted(number, "more question")


def notes(gate: ComparisonGate, view: ComparisonView) -> Iterator[str]:
    """Yield why the verdict is so, the cases, the smallest drop, and what would decide."""
    if gate.why:
        yield one_line(gate.why)
    if gate.cases:
        yield cases(gate)
    if smallest(gate):
        yield f"smallest drop it could have shown: {smallest(gate)}"
    if gate.verdict == "undecided" and gate.needed_questions:
        yield f"{questions(gate.needed_questions)} would decide: {view.decide}"
