"""How many more cases a gate needs where the affected ones are too few, and in which file."""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join

from delibctl.compare.runs.paired_case import Figure, Rates
from delibctl.gates.comparison import ComparisonGate, ComparisonVerdict
from delibctl.gates.deciding.tolerance import cases_to_pass
from delibctl.report.ci.lead import subject, worth_telling
from delibctl.report.ci.result import PolicyVerdict
from delibctl.report.comparison.gate_words import could_not_fail
from delibctl.text.count import counted
from delibctl.text.escape import one_line

#: What a case must expect for its answer to show a drop of that figure.
_OF = {
    Figure.OVER_REFUSAL: "that should be answered, not refused",
    Figure.UNDER_REFUSAL: "that should be refused",
    Figure.CITATION_RECALL: "that name a clause",
}


@dataclass(frozen=True, kw_only=True)
class MoreCases:
    """Why the cases are too few, which ones are `wanted`, and the `file` to add them to."""

    why: str
    wanted: str
    file: str


def more_cases(policy: PolicyVerdict) -> MoreCases | None:
    """Return which cases a tolerance lacks; None if none could help."""
    gates = list(_too_small(policy))
    lacking = {
        Figure(gate.subject): (needed - have, have)
        for gate in gates
        if (needed := cases_to_pass(gate.limit)) and needed > (have := _have(gate, policy))
    }
    if not lacking:
        return None
    clause = subject(worth_telling(policy))
    of = f"for {one_line(clause, 60)}" if clause else "for what was edited"
    known = [more for more, have in lacking.values() if have]
    wanted = [f"{counted(max(known), 'test case')} {of}"] if known else []
    wanted += [
        f"{counted(more, 'test case')} of its category {_OF[figure]}"
        for figure, (more, have) in lacking.items()
        if not have
    ]
    least = max(have for _, have in lacking.values())
    limit = min(gate.limit for gate in gates)
    return MoreCases(
        why=f"{counted(least, 'test case')} {'is' if least == 1 else 'are'} too few to rule out "
        f"that answers got worse by more than {100 * limit:.3g} %",
        wanted=", and ".join(wanted),
        file=_file(policy),
    )


def _too_small(policy: PolicyVerdict) -> Iterator[ComparisonGate]:
    """Yield the gates that no number of repeats would decide, as they look at too few cases."""
    for gates in policy.measured.gates.values() if policy.measured else ():
        for gate in gates:
            is_open = gate.verdict is ComparisonVerdict.UNDECIDED and gate.needed_questions is None
            if gate.name == "tolerance" and is_open and could_not_fail(gate):
                yield gate


def _have(gate: ComparisonGate, policy: PolicyVerdict) -> int:
    """Return how many affected cases have the figure on both sides."""
    assert policy.measured
    figure = Figure(gate.subject)
    return sum(
        case.affected and _total(case.before, figure) and _total(case.after, figure) and 1
        for model in policy.measured.comparison.models
        if model.name == gate.model
        for case in model.paired
    )


def _total(rates: Rates, figure: Figure) -> int:
    share = rates.get(figure)
    return share.total if share else 0


def _file(policy: PolicyVerdict) -> str:
    """Return the file that has the affected cases, else the usual one beside the policy."""
    new = policy.compared.tested[1] if policy.compared else None
    for id in policy.affected if new else ():
        if new and (file := new.place_of("case", id).file):
            return one_line(file)
    return one_line(join(dirname(policy.path), "cases.yaml"))
