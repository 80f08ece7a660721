"""One look at the gates on two runs: those that are decided, and what the others hang on.

A suspected drop is confirmed or not by fresh repeats alone, as many as its test needs, which are
tested once; `tolerance` has its own share of the error at each look. However many looks there are,
the error rates stay those of the gates.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.confirmed import repeats_to_confirm, settle, suspicious
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.gates.deciding.tolerance import concerned, look_at_tolerance
from delibctl.gates.deciding.tolerance import wanted as wanted_at_next_look
from delibctl.model import Mode
from delibctl.text.count import counted

#: Looks after which a case without usable answers is given up.
_LOOKS = 4
_CRITICAL_REPEATS = 3


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Fresh repeats that are wanted of one case on one side."""

    case: str
    model: str
    mode: Mode
    side: Literal["before", "after"]
    repeats: int


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The gates as they stand, and what to ask next; `done` if no gate needs more repeats."""

    asks: tuple[Ask, ...]
    gates: tuple[ComparisonGate, ...]
    done: bool


def decide(
    cases: Sequence[PairedCase],
    limits: ComparisonLimits,
    looks: int,
    decided: Sequence[ComparisonGate] = (),
    *,
    smallest_drops: bool = True,
) -> Decision:
    """Look at the gates on the cases of one model, for the `looks`th time after the first.

    `decided` are the gates of the look before. `done` is True if each gate has passed or failed.
    Without `smallest_drops`, those of confirmed drops are left out, which is faster.
    """
    checked = check_comparison(cases, limits, smallest_drops=smallest_drops)
    gates = [
        _critical(cases, limits, gate) if gate.name == "max_critical_regressions" else gate
        for gate in look_at_tolerance(cases, checked, looks)
    ]
    gates = [_as_before(gate, decided) for gate in gates]
    done = all(gate.verdict is not ComparisonVerdict.UNDECIDED for gate in gates)
    asks = () if done or looks >= _LOOKS else tuple(_asks(cases, limits, gates, looks))
    return Decision(asks=asks, gates=tuple(gates), done=done)


def _as_before(gate: ComparisonGate, decided: Sequence[ComparisonGate]) -> ComparisonGate:
    """Return a gate as an earlier look decided it, which no later one takes back."""
    same = (
        g for g in decided if (g.name, g.model, g.subject) == (gate.name, gate.model, gate.subject)
    )
    earlier = next(same, gate)
    return gate if earlier.verdict is ComparisonVerdict.UNDECIDED else earlier


def fixed_repeats(cases: Sequence[PairedCase], limits: ComparisonLimits) -> int:
    """Return the questions of asking each affected case anew as often as a suspicious one."""
    groups = _clauses(cases)
    repeats = repeats_to_confirm(len(groups), limits.repeats)
    return 2 * repeats * sum(case.affected for case in cases)


def _asks(
    cases: Sequence[PairedCase],
    limits: ComparisonLimits,
    gates: Sequence[ComparisonGate],
    looks: int,
) -> Iterator[Ask]:
    """Yield what the gates hang on that are not decided."""
    open_ = {gate.name for gate in gates if gate.verdict is ComparisonVerdict.UNDECIDED}
    wanted = {case.case: wanted_at_next_look(looks) for case in concerned(cases, gates)}
    for name, groups in (
        ("max_regressed_clauses", _clauses(cases)),
        ("max_critical_regressions", _critical_cases(cases)),
    ):
        repeats = repeats_to_confirm(len(groups), limits.repeats)
        for case in (case for group in groups.values() for case in group if name in open_):
            wanted[case.case] = max(repeats, wanted.get(case.case, 0))
    for case in cases:
        sides: tuple[tuple[Literal["before", "after"], Rates], ...] = (
            ("before", case.fresh_before),
            ("after", case.fresh_after),
        )
        for side, rates in sides:
            missing = wanted.get(case.case, 0) - _answers(rates)
            if missing > 0:
                yield Ask(
                    case=case.case, model=case.model, mode=case.mode, side=side, repeats=missing
                )


def _clauses(cases: Sequence[PairedCase]) -> dict[str, list[PairedCase]]:
    """Return the suspicious cases by their clause."""
    groups: dict[str, list[PairedCase]] = defaultdict(list)
    for case in filter(suspicious, cases):
        groups[case.clause].append(case)
    return groups


def _critical_cases(cases: Sequence[PairedCase]) -> Mapping[str, list[PairedCase]]:
    """Return the critical cases that are suspicious, or were asked too seldom to tell."""
    return {c.case: [c] for c in cases if c.critical and c.affected and (suspicious(c) or _few(c))}


def _few(case: PairedCase) -> bool:
    return min(_answers(case.before), _answers(case.after)) < _CRITICAL_REPEATS


def _critical(
    cases: Sequence[PairedCase], limits: ComparisonLimits, gate: ComparisonGate
) -> ComparisonGate:
    """Return the gate on critical cases: fresh repeats make up for those that are too few."""
    groups = _critical_cases(cases)
    if gate.verdict is not ComparisonVerdict.UNDECIDED or not any(map(_few, cases)) or not groups:
        return gate
    found = settle(groups, limits.repeats)
    if found.open:
        return replace(gate, needed_questions=found.needed)
    failed = len(found.confirmed) > gate.limit
    return replace(
        gate,
        estimate=len(found.confirmed),
        interval=(len(found.confirmed), len(found.confirmed)),
        verdict=ComparisonVerdict.FAILED if failed else ComparisonVerdict.PASSED,
        why=f"{counted(len(found.confirmed), 'critical case')} with a confirmed drop"
        if failed
        else "",
        cases=tuple(found.confirmed) if failed else (),
        unstable=tuple(found.unstable),
        needed_questions=None,
    )


def _answers(rates: Rates) -> int:
    share = rates.get(Figure.RIGHT)
    return share.total if share else 0
