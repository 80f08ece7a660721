"""A decision between two runs: its gates, and what deciding them took."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line

#: Gates whose estimate and limit are numbers, not shares.
_NUMBERS = ("max_regressed_clauses", "max_critical_regressions")
_WORDS = {ComparisonVerdict.FAILED: "FAILED"}


def render(
    gates: Sequence[ComparisonGate],
    repeats: int,
    fixed: int,
    options: RenderOptions,
    *,
    decided: bool,
) -> str:
    """Render the gates, and the fresh repeats of both runs with what others would have taken."""
    return options.write(_parts(gates, repeats, fixed, decided=decided))


def _parts(
    gates: Sequence[ComparisonGate], repeats: int, fixed: int, *, decided: bool
) -> Iterator[RenderableType]:
    models = {gate.model for gate in gates if gate.model}
    for gate in gates:
        yield Text(_line(gate, several=len(models) > 1))
        for note in _notes(gate):
            yield Text(f"  {note}")
    yield Text("")
    yield Text(effort(repeats, fixed, decided=decided))


def _line(gate: ComparisonGate, *, several: bool) -> str:
    """Return a gate on one line: its verdict, estimate, interval and limit."""
    name = " ".join(filter(None, (gate.name.replace("_", "-"), gate.subject)))
    of = f" ({one_line(gate.model)})" if several and gate.model else ""
    verdict = _WORDS.get(gate.verdict, str(gate.verdict))
    measured = "nothing measured"
    if gate.estimate is not None:
        bounds = gate.interval and " to ".join(_value(gate, bound) for bound in gate.interval)
        measured = _value(gate, gate.estimate) + (f" ({bounds})" if bounds else "")
    side = "least" if gate.name.startswith("min") else "most"
    return f"gate {name}{of} {verdict}: {measured}, at {side} {_value(gate, gate.limit)}"


def _notes(gate: ComparisonGate) -> Iterator[str]:
    """Yield why the verdict is so, the cases, and the smallest drop."""
    if gate.why:
        yield one_line(gate.why)
    if gate.cases:
        yield f"cases: {one_line(listed(gate.cases))}"
    if gate.unstable:
        yield f"unstable, not confirmed: {one_line(listed(gate.unstable))}"
    if gate.smallest_drop is not None:
        yield f"smallest drop it could have shown: {gate.smallest_drop:.1%}"


def _value(gate: ComparisonGate, value: float) -> str:
    return f"{value:g}" if gate.name in _NUMBERS else f"{value:.1%}"


def effort(repeats: int, fixed: int, *, decided: bool) -> str:
    """Return how many questions a decision took, and how many a fixed number of repeats takes."""
    if not repeats:
        end = " decide it" if decided else " do not decide it"
        return f"The answers of both runs{end}: no question was asked again."
    state = "Decided with" if decided else "Not decided after"
    asked = f"{state} {counted(repeats, 'fresh question')} to both runs"
    return f"{asked}; as many repeats of every affected case would have taken {fixed:,}."
