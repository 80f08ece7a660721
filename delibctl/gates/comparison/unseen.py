"""Critical cases that nobody can compare, or that are gone: the gate does not pass unseen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from delibctl.gates.comparison.result import ComparisonGate, ComparisonVerdict
from delibctl.text.count import counted

#: What to do where critical cases are gone.
BRING_BACK = "probe them again, or keep their entries as `status: retired` if they are meant to go"


def with_unseen(
    gates: Sequence[ComparisonGate],
    unseen: Mapping[str, Sequence[str]],
    gone: Mapping[str, Sequence[str]],
) -> tuple[ComparisonGate, ...]:
    """Return the gates; one on critical cases is undecided where a model has cases left unseen.

    `unseen` has the cases that cannot be compared by the name of the model, and `gone` those that
    only the older run has. What failed stays failed.
    """
    return tuple(
        _unseen(gate, unseen.get(gate.model, ()), gone.get(gate.model, ())) for gate in gates
    )


def _unseen(gate: ComparisonGate, unseen: Sequence[str], gone: Sequence[str]) -> ComparisonGate:
    failed = gate.verdict is ComparisonVerdict.FAILED
    if gate.name != "max_critical_regressions" or failed or not (unseen or gone):
        return gate
    told = [f"{counted(len(unseen), 'critical case')} cannot be compared"] if unseen else []
    if gone:
        are = "is" if len(gone) == 1 else "are"
        told.append(f"{counted(len(gone), 'critical case')} {are} gone and not retired")
    them = "it" if len(unseen) + len(gone) == 1 else "them"
    why = f"{' and '.join(told)}, so nothing is known of {them}"
    return replace(
        gate,
        verdict=ComparisonVerdict.UNDECIDED,
        why="; ".join(filter(None, (gate.why, why))),
        cases=(*gate.cases, *unseen, *gone),
        clauses=(),
    )
