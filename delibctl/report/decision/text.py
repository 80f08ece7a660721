"""A decision between two runs: its gates, and what deciding them took."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from delibctl.gates.comparison.result import ComparisonGate
from delibctl.report.comparison import gate_words
from delibctl.report.comparison.headline import NOTHING_CHANGED
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line


def render(
    gates: Sequence[ComparisonGate],
    repeats: int,
    fixed: int,
    options: RenderOptions,
    *,
    decided: bool,
    same: bool = False,
) -> str:
    """Render the gates, and the fresh repeats of both runs with what others would have taken.

    `same`: the runs are equal, so there is nothing to decide.
    """
    if same and not gates:
        return options.write([Text(NOTHING_CHANGED)])
    return options.write(_parts(gates, repeats, fixed, decided=decided))


def _parts(
    gates: Sequence[ComparisonGate], repeats: int, fixed: int, *, decided: bool
) -> Iterator[RenderableType]:
    models = {gate.model for gate in gates if gate.model}
    for gate in gates:
        yield Text(_line(gate, several=len(models) > 1))
        for note in gate_words.notes(gate):
            yield Text(f"  {note}")
    yield Text("")
    yield Text(effort(repeats, fixed, decided=decided))


def _line(gate: ComparisonGate, *, several: bool) -> str:
    """Return a gate on one line: its verdict, estimate, interval and limit."""
    of = f" ({one_line(gate.model)})" if several and gate.model else ""
    measured = f"{gate_words.estimate(gate)}, {gate_words.limit(gate)}"
    return f"gate {gate_words.name(gate)}{of} {gate_words.verdict(gate)}: {measured}"


def effort(repeats: int, fixed: int, *, decided: bool) -> str:
    """Return how many questions a decision took, and how many a fixed number of repeats takes."""
    if not repeats:
        end = " decide it" if decided else " do not decide it"
        return f"The answers of both runs{end}: no question was asked again."
    state = "Decided with" if decided else "Not decided after"
    asked = f"{state} {counted(repeats, 'fresh question')} to both runs"
    return f"{asked}; as many repeats of every affected case would have taken {fixed:,}."
