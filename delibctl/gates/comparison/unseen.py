"""Critical cases whose answers cannot be compared: the gate on them does not pass unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.text.count import counted


def with_unseen(
    gates: Sequence[ComparisonGate], unseen: Mapping[str, Sequence[str]]
) -> tuple[ComparisonGate, ...]:
    """Return the gates; one on critical cases is undecided where a model has cases left unseen.

    `unseen` has the cases by the name of the model. What failed stays failed.
    """
    return tuple(
        _unseen(gate, cases) if (cases := unseen.get(gate.model)) else gate for gate in gates
    )


def _unseen(gate: ComparisonGate, cases: Sequence[str]) -> ComparisonGate:
    passed = gate.verdict is ComparisonVerdict.PASSED
    if gate.name != "max_critical_regressions" or not passed:
        return gate
    why = f"{counted(len(cases), 'critical case')} cannot be compared, so nothing is known of "
    why += "it" if len(cases) == 1 else "them"
    return replace(
        gate,
        verdict=ComparisonVerdict.UNDECIDED,
        why=why,
        cases=tuple(cases),
        clauses=(),
    )
