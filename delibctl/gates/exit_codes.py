"""The verdicts of `probe`, `judge`, `diff` and `calibrate`, each by the same fold."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from delibctl.gates.result import GateResult, GateVerdict, Results
from delibctl.gates.trust import Trust, trust_in_judges, trust_in_run
from delibctl.gates.verdict import Reason, ReasonKind, Verdict
from delibctl.text.count import counted

if TYPE_CHECKING:
    from delibctl.compare.policies import Comparison
    from delibctl.score.calibration import Calibration
    from delibctl.score.scored_run import ScoredRun

_CONTINUE = "the same command continues where it stopped; raise or remove the limit to get further"


def probe_verdict(
    run: "ScoredRun",
    *,
    max_broken: float,
    limit_reached: str = "",
    missing: int = 0,
    allow_no_verdict: bool = False,
) -> Verdict:
    """Return the verdict of a probe, of which `missing` trials were not asked.

    `limit_reached` says which limit of money or time stopped it; empty if none did.
    """
    stopped = bool(limit_reached)
    reasons = [*_distrust(trust_in_run(run, max_broken, judging_stopped=stopped), "trial")]
    if limit_reached:
        rest_of_plan = (
            f"{counted(missing, 'trial')} not asked" if missing else "judging is not finished"
        )
        text = f"{limit_reached}; {rest_of_plan}"
        reasons.append(Reason.of(ReasonKind.LIMIT_REACHED, text, _CONTINUE))
    elif missing:
        text = f"{counted(missing, 'trial')} unmeasured: their answers are not cached"
        reasons.append(Reason.of(ReasonKind.UNMEASURED, text, "probe without replay to ask"))
    elif not any(trial.scored for trial in run.trials):
        reasons.append(Reason.of(ReasonKind.NOTHING_SCORED, "no trial has a score"))
    return Verdict.fold(reasons, allow_no_verdict=allow_no_verdict)


def judge_verdict(run: "ScoredRun", *, max_broken: float, limit_reached: str = "") -> Verdict:
    """Return the verdict after judges were asked about a run."""
    stopped = bool(limit_reached)
    reasons = [*_distrust(trust_in_run(run, max_broken, judging_stopped=stopped), "trial")]
    if limit_reached:
        reasons.append(Reason.of(ReasonKind.LIMIT_REACHED, limit_reached, _CONTINUE))
    return Verdict.fold(reasons)


def diff_verdict(
    run: "ScoredRun", gates: Results, *, max_broken: float, allow_no_verdict: bool = False
) -> Verdict:
    """Return the verdict on a stored run held against gates.

    An unfinished run has no verdict if a gate is asked for; otherwise it is a note.
    """
    reasons = [*_distrust(trust_in_run(run, max_broken), "trial")]
    for model in run.models:
        reasons += _gate_reasons(model.name, gates.get(model.name, ()))
    if not run.run.info.finished:
        unfinished = Reason.of(
            ReasonKind.UNFINISHED,
            "the run is not finished",
            "the same probe continues it",
        )
        reasons.append(unfinished if any(gates.values()) else unfinished.waived())
    return Verdict.fold(reasons, allow_no_verdict=allow_no_verdict)


def policy_verdict(
    comparison: "Comparison", *, limit_reached: str = "", allow_no_verdict: bool = False
) -> Verdict:
    """Return the verdict on the changes of a policy.

    `limit_reached` says which limit of money or time stopped the asking of a model.
    """
    reasons: list[Reason] = []
    for result in comparison.gate_results:
        if result.failing:
            text = f"gate fail-on {result.gate} failed on {counted(len(result.failing), 'change')}"
            reasons.append(Reason.of(ReasonKind.GATE_FAILED, text))
        elif result.undecided:
            votes = f"votes on {counted(len(result.undecided), 'change')} are missing"
            text = f"gate fail-on {result.gate} has no verdict: {votes}"
            reasons.append(Reason.of(ReasonKind.GATE_UNDECIDED, text))
    if limit_reached:
        reasons.append(Reason.of(ReasonKind.LIMIT_REACHED, limit_reached, _CONTINUE))
    return Verdict.fold(reasons, allow_no_verdict=allow_no_verdict)


def calibrate_verdict(
    calibrations: "Sequence[Calibration]", *, max_broken: float, limit_reached: str = ""
) -> Verdict:
    """Return the verdict on judges that were held against labels."""
    trust = trust_in_judges(calibrations, max_broken, judging_stopped=bool(limit_reached))
    reasons = [*_distrust(trust, "verdict")]
    silent = [calibration.judge for calibration in calibrations if calibration.silent]
    if limit_reached:
        reasons.append(Reason.of(ReasonKind.LIMIT_REACHED, limit_reached, _CONTINUE))
    elif silent:
        text = f"the verdicts of {', '.join(silent)} could not be read"
        reasons.append(
            Reason.of(ReasonKind.NOTHING_SCORED, text, "ask the judge a single question")
        )
    elif missed := [c.judge for c in calibrations if c.clauses and c.clauses.silent]:
        text = f"{', '.join(missed)} gave no verdict on a clause that has a label"
        reasons.append(
            Reason.of(
                ReasonKind.NOTHING_SCORED, text, "label clauses of the categories of each answer"
            )
        )
    return Verdict.fold(reasons)


def _distrust(trust: Sequence[Trust], noun: str) -> Iterator[Reason]:
    for figure in trust:
        if not figure.trusted:
            yield Reason.of(ReasonKind.UNTRUSTED, figure.doubt(noun))


def _gate_reasons(model: str, results: Sequence[GateResult]) -> Iterator[Reason]:
    for gate in results:
        bound = f"at {'least' if gate.at_least else 'most'} {gate.limit:.1%}"
        if gate.verdict is GateVerdict.FAILED:
            figure = f"{gate.figure.hits} of {gate.figure.total}, {bound} allowed"
            if gate.at_least:
                figure = f"{gate.figure.hits} of {gate.figure.total}, {bound} required"
            yield Reason.of(ReasonKind.GATE_FAILED, f"gate {gate.name} failed ({model}): {figure}")
        elif gate.verdict is GateVerdict.NO_VERDICT:
            text = f"gate {gate.name} has no verdict ({model}): nothing was measured"
            yield Reason.of(ReasonKind.GATE_UNDECIDED, text)
