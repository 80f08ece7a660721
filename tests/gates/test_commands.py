"""The verdicts of the four commands: which reasons hold, and which exit code they make."""

from dataclasses import replace
from itertools import product

import pytest
from support.calibrations import calibrated
from support.example_run import example_run
from support.scored_trials import CASE, scored_trial

from delibctl.gates import (
    Gate,
    GateResult,
    GateVerdict,
    ReasonKind,
    Verdict,
    calibrate_verdict,
    diff_verdict,
    judge_verdict,
    probe_verdict,
)
from delibctl.model import Broken, NotAskable
from delibctl.score.scored_run import ScoredRun, assemble_run
from delibctl.score.scored_trial import ScoredTrial
from delibctl.stats.share import Share

RIGHT = scored_trial()
BROKEN = scored_trial(CASE, Broken(kind="timeout", message="late"))
NOT_ASKABLE = scored_trial(CASE, NotAskable(message="not stored"))
LIMIT = "$0.51 of $0.50 is spent"


def run_of(*trials: ScoredTrial, finished: bool = True) -> ScoredRun:
    run = example_run()
    info = replace(run.info, finished=finished)
    return assemble_run(replace(run, cases=(CASE,), info=info), trials)


def kinds(verdict: Verdict) -> list[ReasonKind]:
    return [reason.kind for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("broken", "limit", "missing", "allowed"),
    list(product([False, True], ["", LIMIT], [0, 3], [False, True])),
)
def test_a_probe_that_cannot_be_trusted_ends_with_4_whatever_else_holds(
    broken: bool, limit: str, missing: int, allowed: bool
) -> None:
    run = run_of(RIGHT, BROKEN) if broken else run_of(RIGHT)
    incomplete = bool(limit or missing)

    verdict = probe_verdict(
        run, max_broken=0.05, limit_reached=limit, missing=missing, allow_no_verdict=allowed
    )

    assert verdict.code == (4 if broken else 5 if incomplete and not allowed else 0)
    assert (ReasonKind.UNTRUSTED in kinds(verdict)) is broken
    assert (ReasonKind.LIMIT_REACHED in kinds(verdict)) is bool(limit)
    assert (ReasonKind.UNMEASURED in kinds(verdict)) is (missing > 0 and not limit)


@pytest.mark.parametrize(
    ("missing", "left"), [(0, "judging is not finished"), (1, "1 trial not asked")]
)
def test_a_limit_says_what_is_left(missing: int, left: str) -> None:
    verdict = probe_verdict(run_of(RIGHT), max_broken=0.05, limit_reached=LIMIT, missing=missing)

    (reason,) = verdict.reasons
    assert reason.what == f"{LIMIT}; {left}"
    assert "the same command continues" in reason.next


def test_a_probe_without_a_score_has_no_verdict() -> None:
    verdict = probe_verdict(run_of(NOT_ASKABLE), max_broken=0.05)

    assert (verdict.code, kinds(verdict)) == (5, [ReasonKind.NOTHING_SCORED])


@pytest.mark.parametrize(("broken", "limit"), list(product([False, True], ["", LIMIT])))
def test_judging_an_untrustworthy_run_ends_with_4_even_at_a_limit(broken: bool, limit: str) -> None:
    run = run_of(RIGHT, BROKEN) if broken else run_of(RIGHT)

    verdict = judge_verdict(run, max_broken=0.05, limit_reached=limit)

    assert verdict.code == (4 if broken else 5 if limit else 0)
    expected = [ReasonKind.UNTRUSTED] * broken + [ReasonKind.LIMIT_REACHED] * bool(limit)
    assert kinds(verdict) == expected


def gate(verdict: GateVerdict) -> GateResult:
    figure = Share(hits=0, total=0 if verdict is GateVerdict.NO_VERDICT else 1)
    name = f"fail-on {Gate.MISS}"
    return GateResult(name=name, figure=figure, limit=0.0, at_least=False, verdict=verdict)


@pytest.mark.parametrize(
    ("broken", "finished", "results", "allowed"),
    list(
        product(
            [False, True],
            [True, False],
            [(), *((v,) for v in GateVerdict), (GateVerdict.FAILED, GateVerdict.NO_VERDICT)],
            [False, True],
        )
    ),
)
def test_a_diff_folds_trust_gates_and_an_unfinished_run(
    broken: bool, finished: bool, results: tuple[GateVerdict, ...], allowed: bool
) -> None:
    run = run_of(RIGHT, *([BROKEN] if broken else []), finished=finished)
    gates = {run.models[0].name: tuple(map(gate, results))}

    verdict = diff_verdict(run, gates, max_broken=0.05, allow_no_verdict=allowed)

    undecided = GateVerdict.NO_VERDICT in results or (results and not finished)
    if broken:
        expected = 4
    elif GateVerdict.FAILED in results:
        expected = 1
    else:
        expected = 5 if undecided and not allowed else 0
    assert verdict.code == expected
    assert (ReasonKind.UNFINISHED in kinds(verdict)) is not finished


def test_a_gate_that_failed_is_told_with_figure_and_limit() -> None:
    failed = GateResult(
        name="min-citation-recall",
        figure=Share(hits=1, total=4),
        limit=0.5,
        at_least=True,
        verdict=GateVerdict.FAILED,
    )
    run = run_of(RIGHT)

    verdict = diff_verdict(run, {run.models[0].name: (failed,)}, max_broken=0.05)

    (reason,) = verdict.reasons
    assert reason.what == "gate min-citation-recall failed (mock): 1 of 4, at least 50.0% required"


@pytest.mark.parametrize(
    ("judges", "limit", "code", "reasons"),
    [
        (["rrrr"], "", 0, []),
        (["uuuu"], "", 5, [ReasonKind.NOTHING_SCORED]),
        (["rruu"], "", 4, [ReasonKind.UNTRUSTED]),
        (["uuuu", "rruu"], "", 4, [ReasonKind.UNTRUSTED, ReasonKind.NOTHING_SCORED]),
        (["rrrr", "uuuu"], "", 5, [ReasonKind.NOTHING_SCORED]),
        (["rrnn"], "", 4, [ReasonKind.UNTRUSTED]),
        (["rrnn"], LIMIT, 5, [ReasonKind.LIMIT_REACHED]),
        (["nnnn"], LIMIT, 5, [ReasonKind.LIMIT_REACHED]),
        (["ruun"], LIMIT, 4, [ReasonKind.UNTRUSTED, ReasonKind.LIMIT_REACHED]),
    ],
)
def test_a_calibration_folds_poor_and_silent_judges_and_a_limit(
    judges: list[str], limit: str, code: int, reasons: list[ReasonKind]
) -> None:
    calibrations = [calibrated(f"judge {i}", marks) for i, marks in enumerate(judges)]

    verdict = calibrate_verdict(calibrations, max_broken=0.05, limit_reached=limit)

    assert (verdict.code, kinds(verdict)) == (code, reasons)


def test_no_reason_names_an_option_of_the_command_line() -> None:
    untrusted = run_of(RIGHT, BROKEN, finished=False)
    failed = {untrusted.models[0].name: (gate(GateVerdict.FAILED), gate(GateVerdict.NO_VERDICT))}
    verdicts = (
        probe_verdict(untrusted, max_broken=0.05, missing=1),
        probe_verdict(run_of(NOT_ASKABLE), max_broken=0.05, limit_reached=LIMIT),
        diff_verdict(untrusted, failed, max_broken=0.05),
        calibrate_verdict([calibrated("a", "uu"), calibrated("b", "ru")], max_broken=0.05),
    )

    told = [text for verdict in verdicts for r in verdict.reasons for text in (r.what, r.next)]
    assert not [text for text in told if "--" in text]
