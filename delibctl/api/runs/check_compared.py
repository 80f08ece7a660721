"""The gates on two compared runs, and the verdict that they and the trust in both runs fold to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from delibctl.compare.runs.comparison import RunComparison
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.gates.comparison import (
    ComparisonGate,
    ComparisonLimits,
    applicable,
    comparison_verdict,
    covered,
    disputed,
    with_unseen,
)
from delibctl.gates.deciding import check_stored
from delibctl.gates.trust import Trust


@dataclass(frozen=True, kw_only=True)
class CheckedComparison:
    """The gates of each model by its name, and the verdict.

    The gates of the whole run are under "".
    """

    gates: Mapping[str, tuple[ComparisonGate, ...]]
    verdict: Verdict


def check_compared(
    comparison: RunComparison,
    limits: ComparisonLimits,
    *,
    max_broken: float,
    allow_no_verdict: bool = False,
) -> CheckedComparison:
    """Hold two runs against limits; a run with more than `max_broken` unusable is not trusted."""
    before, after, same = comparison.before, comparison.after, comparison.same
    limits = applicable(limits, (before.policy, after.policy))
    gates = check_stored(
        comparison.pairs,
        limits.without_changes() if same else limits,
        None if same else comparison.fresh,
        coverage=covered(after),
        disputed=disputed(after),
    )
    gates = with_unseen(gates, comparison.unseen_critical, comparison.gone_critical)
    return CheckedComparison(
        gates={model: tuple(of) for model, of in groupby(gates, lambda gate: gate.model)},
        verdict=Verdict.fold(
            [*_distrust(comparison, max_broken), *comparison_verdict(gates).reasons],
            allow_no_verdict=allow_no_verdict,
        ),
    )


def _distrust(comparison: RunComparison, max_broken: float) -> Iterator[Reason]:
    """Yield a reason for each model whose answers on a side are too often unusable."""
    for model in comparison.models:
        for side, when in ((model.before, "before"), (model.after, "after")):
            name = f"{model.name}, {when}"
            trust = Trust(name=name, unusable=side.unusable, max_broken=max_broken)
            if not trust.trusted:
                yield Reason.of(ReasonKind.UNTRUSTED, trust.doubt(), about=name)
    if not comparison.finished:
        text = "a run is not finished, so only what was asked is compared"
        yield Reason.of(ReasonKind.UNFINISHED, text, "the same probe continues it")
