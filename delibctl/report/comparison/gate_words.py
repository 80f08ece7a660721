"""The gates on two runs in words."""

from collections.abc import Iterator

from delibctl.gates.comparison import ComparisonGate
from delibctl.report.run.figures import percent_of
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

#: Gates whose estimate, limit and smallest drop are numbers, not shares.
_NUMBERS = ("max_regressed_clauses", "max_critical_regressions")
#: Gates that look for a drop, each with a smallest one that it could have shown.
_OF_DROPS = ("tolerance", *_NUMBERS)
#: Cases that the line of a gate names; JSON names all.
_CASES = 3
#: How the reason begins if a gate could not be tested.
_COULD_NOT_FAIL = "could not be tested"
#: How the note on the smallest drop begins.
_SMALLEST = "would most likely have noticed a drop of"


def name(gate: ComparisonGate) -> str:
    """Return the name of a gate, as its option is spelled, and its subject."""
    option = gate.name.replace("_", "-")
    figure = one_line(gate.subject).replace("_", " ")
    return f"{option}, {figure}" if figure else option


def verdict(gate: ComparisonGate) -> str:
    """Return the verdict; a failure is in capitals."""
    return "FAILED" if gate.verdict == "failed" else str(gate.verdict)


def estimate(gate: ComparisonGate) -> str:
    """Return the estimate with its interval, or that nothing was measured.

    Where too few cases could show a drop, the interval would span all there is, so it is left out.
    """
    if gate.estimate is None:
        return "nothing measured"
    shown = _value(gate, gate.estimate)
    if gate.name in _NUMBERS:
        suspected = round(gate.interval[1] - gate.estimate) if gate.interval else 0
        return f"{shown} confirmed, {suspected} suspected" if suspected else shown
    interval = None if could_not_fail(gate) else gate.interval
    bounds = interval and " to ".join(_value(gate, bound) for bound in interval)
    return f"{shown} ({bounds})" if bounds else shown


def could_not_fail(gate: ComparisonGate) -> bool:
    """Return True if the gate had nothing to look at, or too little to fail."""
    return gate.why.startswith(_COULD_NOT_FAIL)


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
    return one_line(listed(gate.cases, _CASES)) if gate.cases else ""


def questions(number: int) -> str:
    """Return how many more questions are needed."""
    return counted(number, "more question")


def is_smallest(note: str) -> bool:
    """Return True for the note on the smallest drop, which a table shows in its own column."""
    return note.startswith(f"{_SMALLEST} ")


def notes(gate: ComparisonGate) -> Iterator[str]:
    """Yield why the verdict is so, the cases, and the smallest drop."""
    if gate.why:
        yield one_line(gate.why)
    if gate.cases:
        yield f"cases: {cases(gate)}"
    if gate.unstable:
        yield f"unstable, not confirmed: {one_line(listed(gate.unstable, _CASES))}"
    if smallest(gate):
        unseen = "; a smaller one, also beyond the limit, may go unnoticed"
        beyond = gate.name not in _NUMBERS and (gate.smallest_drop or 0) > gate.limit
        yield f"{_SMALLEST} {smallest(gate)} or more{unseen if beyond else ''}"
    elif gate.verdict == "passed" and gate.name in _OF_DROPS:
        yield "no drop would have failed it in 80 of 100 runs of this size"
